import type { Incoming } from './message.ts';

export type FormRead =
  | { readonly ok: true; readonly fields: URLSearchParams }
  | { readonly ok: false; readonly reason: 'too-large' | 'not-a-form' };

/** More fields than any of our forms has: each takes far more memory than the two bytes that it is sent in. */
const mostFields = 20_000;

/** The fields of a form that was sent urlencoded; `limit` in bytes. */
export async function readForm(request: Incoming, limit = 64 * 1024): Promise<FormRead> {
  const type = request.header('content-type')?.split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/x-www-form-urlencoded') return { ok: false, reason: 'not-a-form' };
  const body = await request.body(limit);
  if (body === 'too-large' || hasMoreFields(body, mostFields)) return { ok: false, reason: 'too-large' };
  // No field that a person fills in holds a NUL, and PostgreSQL takes none in a text.
  return { ok: true, fields: new URLSearchParams(body.toString('utf8').replaceAll(/%00|\0/g, '')) };
}

/** An ID in a field or an address; 0, which nothing has, for what is none: databases refuse what is no number of theirs. */
export function idIn(text: string | null | undefined): number {
  return /^\d{1,15}$/.test(text ?? '') ? Number(text) : 0;
}

/** The IDs that were chosen in a list (`id`), or that the page which asked once more brought along (`ids`). */
export function idsIn(form: URLSearchParams, most: number): readonly number[] {
  const texts = [...form.getAll('id'), ...(form.get('ids')?.split(',') ?? [])];
  return [...new Set(texts.map(idIn))].filter((id) => id !== 0).slice(0, most);
}

/** Whether a form has more fields than that, told before any of them is made. */
export function hasMoreFields(body: Buffer, most: number): boolean {
  let fields = 1;
  for (let at = body.indexOf('&'); at !== -1; at = body.indexOf('&', at + 1))
    if (++fields > most) return true;
  return false;
}

/**
 * Whether a form was sent from a page of the same host, by what the browser says of it (Fetch standard, `Origin`
 * header; Fetch Metadata). The scheme is not compared: behind a proxy that does not say it, it is not known.
 * A client that says nothing is no browser that could have been misled.
 */
export function sentFromHere(request: Incoming): boolean {
  const origin = request.header('origin');
  if (origin !== undefined) return hostOf(origin) === request.host;
  const site = request.header('sec-fetch-site');
  if (site !== undefined) return site === 'same-origin' || site === 'none';
  const referer = request.header('referer');
  return referer === undefined || hostOf(referer) === request.host;
}

function hostOf(url: string): string | undefined {
  return URL.parse(url)?.host;
}
