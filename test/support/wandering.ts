import type { Reply } from '../../src/kit/http/message.ts';
import { incoming } from './incoming.ts';

/** What stands at the end of a walk. */
export type Arrived = { readonly url: URL; readonly status: number; readonly text: string };

/** A browser without scripts that goes between hosts: of the install (without a port), and of real servers. */
export type Wanderer = {
  /** Goes to an address and on, wherever redirects and pages that lead onwards lead. */
  readonly go: (url: string) => Promise<Arrived>;
  /** Sends the form of the page that it is on whose button or field has the name, with these values. */
  readonly send: (fields: Readonly<Record<string, string>>, action?: string) => Promise<Arrived>;
  /** The page that it is on. */
  readonly here: () => Arrived;
  /** Cookies by host, to look at or to change. */
  readonly cookies: (host: string) => Map<string, string>;
};

export type Served = (request: ReturnType<typeof incoming>) => Promise<Reply>;

/** `respond` answers what is asked of `hosts`; everything else is asked of the network. */
export function wander(respond: Served, hosts: readonly string[], remoteAddress = '192.0.2.9'): Wanderer {
  const jars = new Map<string, Map<string, string>>();
  const cookies = (host: string) => {
    const jar = jars.get(host) ?? new Map<string, string>();
    jars.set(host, jar);
    return jar;
  };
  let here: Arrived = { url: new URL('about:blank'), status: 0, text: '' };

  const step = async (url: URL, form?: URLSearchParams): Promise<Answered> => {
    const jar = cookies(url.host);
    const headers: Record<string, string> = {
      ...(jar.size > 0 && { cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; ') }),
      ...(form && { 'content-type': 'application/x-www-form-urlencoded', origin: url.origin }),
    };
    const method = form ? 'POST' : 'GET';
    const answer = hosts.includes(url.host)
      ? await within(url, method, headers, form)
      : await outside(url, method, headers, form);
    for (const line of answer.cookies) keep(jar, line);
    return answer;
  };

  const within = async (
    url: URL,
    method: string,
    headers: Record<string, string>,
    form?: URLSearchParams,
  ) => {
    const scheme = url.protocol === 'https:' ? 'https' : 'http';
    const body = form?.toString() ?? '';
    const facts = { method, host: url.host, headers, body, remoteAddress, scheme } as const;
    const reply = await respond(incoming(`${url.pathname}${url.search}`, facts));
    const location = reply.headers.location;
    return {
      status: reply.status,
      location: typeof location === 'string' ? location : undefined,
      cookies: [reply.headers['set-cookie'] ?? []].flat(),
      text: String(reply.body ?? ''),
    };
  };

  const walk = async (url: URL, form?: URLSearchParams): Promise<Arrived> => {
    let next: URL | undefined = url;
    let sent = form;
    for (let steps = 0; next && steps < 20; steps++) {
      const answer: Answered = await step(next, sent);
      sent = undefined;
      here = { url: next, status: answer.status, text: answer.text };
      const onwards = answer.location ?? refreshOf(answer.text);
      next = onwards === undefined ? undefined : new URL(onwards, next);
    }
    return here;
  };

  return {
    go: (url) => walk(new URL(url)),
    here: () => here,
    cookies,
    send: (fields, action) => {
      const form = formIn(here.text, fields, action);
      return walk(new URL(form.action, here.url), form.fields);
    },
  };
}

type Answered = {
  readonly status: number;
  readonly location: string | undefined;
  readonly cookies: readonly string[];
  readonly text: string;
};

async function outside(
  url: URL,
  method: string,
  headers: Record<string, string>,
  form?: URLSearchParams,
): Promise<Answered> {
  const response = await fetch(url, { method, headers, redirect: 'manual', body: form?.toString() ?? null });
  return {
    status: response.status,
    location: response.headers.get('location') ?? undefined,
    cookies: response.headers.getSetCookie(),
    text: await response.text(),
  };
}

function refreshOf(text: string): string | undefined {
  const url = /<meta http-equiv="refresh" content="0; url=([^"]+)">/.exec(text)?.[1];
  return url === undefined ? undefined : plain(url);
}

/** Of several forms, the one with that action, else the first that has all the names. */
function formIn(text: string, fields: Readonly<Record<string, string>>, action?: string) {
  const forms = [...text.matchAll(/<form([^>]*)>(.*?)<\/form>/gs)].map(([, head = '', body = '']) => ({
    action: plain(/action="([^"]*)"/.exec(head)?.[1] ?? ''),
    body,
  }));
  const names = Object.keys(fields);
  const form = forms.find(
    (one) =>
      (action === undefined || one.action.startsWith(action)) &&
      names.every((name) => one.body.includes(`name="${name}"`)),
  );
  if (!form) throw new Error(`no form with ${names.join(', ')} in:\n${text}`);
  const given = new URLSearchParams();
  for (const [input] of form.body.matchAll(/<input [^>]*>/g)) {
    const name = /name="([^"]*)"/.exec(input)?.[1];
    if (name !== undefined) given.set(name, plain(/value="([^"]*)"/.exec(input)?.[1] ?? ''));
  }
  for (const [name, value] of Object.entries(fields)) given.set(name, value);
  return { action: form.action, fields: given };
}

function plain(text: string): string {
  return text
    .replaceAll('&#39;', "'")
    .replaceAll('&quot;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}

function keep(jar: Map<string, string>, line: string): void {
  const [pair = '', ...attributes] = line.split(/; ?/);
  const [name = '', value = ''] = pair.split(/=(.*)/s);
  const gone = attributes.some(
    (attribute) => /^max-age=0$/i.test(attribute) || /^expires=Thu, 01 Jan 1970/i.test(attribute),
  );
  if (gone) jar.delete(name);
  else jar.set(name, value);
}
