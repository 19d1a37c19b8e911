import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { recognise } from '../capture/refusal/recognise.ts';
import { decodePage } from '../capture/text/charset.ts';
import { htmlText } from '../capture/text/html-text.ts';
import { type Database, statement } from '../kit/database/index.ts';
import { checkQuotation, prepareSource } from '../quotation/check/index.ts';
import type { Page } from './ask.ts';
import type { Seen } from './link.ts';

/** Words of a source that were found in its capture, and are looked for on its page. */
export type Sought = {
  readonly text: string;
  readonly lang: string | null;
  readonly prefix: string | null;
  readonly suffix: string | null;
  /** When they were written, or last looked for. */
  readonly since: string;
};

/**
 * The verified quotations of a source that can be looked for on its page as it is answered: those that were found in
 * its HTML. What only a browser showed, or a file held, is not to be expected there.
 */
export async function soughtOn(db: Database, siteId: number, sourceId: number): Promise<readonly Sought[]> {
  return verified.all(db, { site: siteId, source: sourceId });
}

const verified = statement<{ site: number; source: number }>()((db, value) =>
  db
    .selectFrom('quotation')
    .select(['text', 'lang', 'given_prefix as prefix', 'given_suffix as suffix', 'created_at as since'])
    .distinct()
    .where('site_id', '=', value('site'))
    .where('source_id', '=', value('source'))
    .where(sql<boolean>`verdict in ('exact', 'typographic', 'edited', 'orthographic')`)
    .where('stream', '=', sql.lit('dom'))
    .limit(sql.lit(500)),
);

/** Whether anything of a source is quoted at all. */
export async function isQuoted(db: Database, siteId: number, sourceId: number): Promise<boolean> {
  return (await quoted.first(db, { site: siteId, source: sourceId })) !== undefined;
}

const quoted = statement<{ site: number; source: number }>()((db, value) =>
  db
    .selectFrom('quotation')
    .select('id')
    .where('site_id', '=', value('site'))
    .where('source_id', '=', value('source'))
    .limit(sql.lit(1)),
);

export type Looked =
  | { readonly ok: true; readonly textSha256: string; readonly drifted: boolean }
  /** Something else stands there: a challenge, a page that says that there is none. */
  | { readonly ok: false; readonly seen: Seen };

/**
 * Looks for the words on the page as it is now. Drifted is one on which words that its capture holds are others, or
 * none; where that cannot be said, nothing is.
 */
export function lookOn(page: Page, href: string, sought: readonly Sought[], now: Date): Looked | undefined {
  const type = page.headers['content-type'] ?? '';
  if (!/^\s*(?:text\/html|application\/xhtml\+xml)/i.test(type)) return undefined;
  const html = decodePage(page.body, type).text;
  const text = htmlText(html);
  const found = recognise({
    asked: href,
    url: page.url,
    status: page.status,
    headers: page.headers,
    html,
    text,
  });
  if (!found.ok) return { ok: false, seen: insteadOf(found.reason, page.status, now) };
  const source = prepareSource(text);
  const drifted = sought.some(({ text: words, lang, prefix, suffix }) => {
    const { verdict } = checkQuotation(source, {
      text: words,
      ...(lang !== null && { lang }),
      ...(prefix !== null && { prefix }),
      ...(suffix !== null && { suffix }),
    });
    return verdict === 'altered' || verdict === 'not-found';
  });
  return { ok: true, textSha256: createHash('sha256').update(text.text).digest('hex'), drifted };
}

/** Who is not let in cannot say what stands within; a page that says that it is gone is believed. */
function insteadOf(reason: string, status: number, now: Date): Seen {
  if (reason === 'soft-404' || reason === 'empty' || reason === 'not-found')
    return { kind: 'failed', reason, status };
  return { kind: 'unsaid', reason, status, again: new Date(now.getTime() + 24 * 3600_000) };
}
