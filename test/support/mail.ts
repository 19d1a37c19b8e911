import { createHash, createPublicKey, createVerify, generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';

/** A letter as it arrived. */
export type Arrived = {
  /** The envelope's, which is what counts to a mail server. */
  readonly from: string;
  readonly to: readonly string[];
  /** By lower-case name, unfolded and decoded; several of one name are joined by a line break. */
  readonly headers: ReadonlyMap<string, string>;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly raw: string;
};

export type MailServer = {
  /** For `VERBATIM_SMTP_URL`: mail comes from blog@mail.example. */
  readonly url: string;
  readonly messages: Arrived[];
  /** The letters to one address. */
  readonly to: (address: string) => readonly Arrived[];
  /** From now on recipients are answered so (`550 5.1.1 no such user`); undefined takes them again. */
  readonly refuse: (answer: string | undefined) => void;
  readonly close: () => Promise<void>;
  readonly [Symbol.asyncDispose]: () => Promise<void>;
};

/** A real mail server on a free port of this machine, in this process. `user` and `password` are asked for when given. */
export async function openMailServer(
  login: { readonly user?: string; readonly password?: string } = {},
): Promise<MailServer> {
  const messages: Arrived[] = [];
  let refusal: string | undefined;
  const options: SMTPServerOptions = {
    disabledCommands: login.user === undefined ? ['STARTTLS', 'AUTH'] : ['STARTTLS'],
    allowInsecureAuth: true,
    disableReverseLookup: true,
    closeTimeout: 100,
    onAuth: ({ username, password }, _session, done) =>
      username === login.user && password === login.password
        ? done(null, { user: username })
        : done(Object.assign(new Error('not you'), { responseCode: 535 })),
    onRcptTo: (_address, _session, done) => {
      if (refusal === undefined) return done();
      const [code = '', ...words] = refusal.split(' ');
      done(Object.assign(new Error(words.join(' ')), { responseCode: Number(code) }));
    },
    onData: (stream, { envelope }, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const to = envelope.rcptTo.map(({ address }) => address);
        const from = envelope.mailFrom ? envelope.mailFrom.address : '';
        messages.push({ from, to, ...parseMail(Buffer.concat(chunks).toString('latin1')) });
        done();
      });
    },
  };
  const server = new SMTPServer(options);
  server.on('error', () => {});
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.server.address() as AddressInfo;
  const who =
    login.user === undefined
      ? ''
      : `${encodeURIComponent(login.user)}:${encodeURIComponent(login.password ?? '')}@`;
  const close = () => new Promise<void>((resolve) => server.close(() => resolve()));
  return {
    url: `smtp://${who}127.0.0.1:${port}?from=blog@mail.example`,
    messages,
    to: (address) => messages.filter((message) => message.to.includes(address)),
    refuse: (answer) => {
      refusal = answer;
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}

/** The first web address in a letter's text that holds `part`. */
export function linkIn({ text }: Pick<Arrived, 'text'>, part = '/'): string {
  const found = text.match(/https?:\/\/[^\s<>]+/g)?.find((url) => url.includes(part));
  if (found === undefined) throw new Error(`no link with ${part} in: ${text}`);
  return found;
}

/** A key for DKIM, as the operator makes one: the file's text, and what stands in the domain's records. */
export function dkimKey(): { readonly pem: string; readonly publicPem: string } {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return {
    pem: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    publicPem: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
  };
}

export type DkimVerdict = {
  readonly ok: boolean;
  readonly domain: string;
  readonly selector: string;
  /** Names of the headers that the signature covers, in lower case. */
  readonly signed: readonly string[];
};

/** Verifies a letter as a receiver would (RFC 6376, relaxed/relaxed, rsa-sha256). */
export function verifyDkim({ raw }: Pick<Arrived, 'raw'>, publicPem: string): DkimVerdict {
  const { fields, body } = split(raw);
  const signature = fields.find(({ name }) => name === 'dkim-signature');
  if (!signature) return { ok: false, domain: '', selector: '', signed: [] };
  const tags = new Map(
    signature.value.split(';').map((tag) => {
      const at = tag.indexOf('=');
      return [tag.slice(0, at).trim(), tag.slice(at + 1).replaceAll(/\s/g, '')] as const;
    }),
  );
  const signed = (tags.get('h') ?? '').toLowerCase().split(':');
  const rest = [...fields];
  const canonical = signed.flatMap((name) => {
    const at = rest.findLastIndex((field) => field.name === name);
    return at < 0 ? [] : rest.splice(at, 1).map(relaxed);
  });
  const bare = { ...signature, value: signature.value.replace(/(\bb=)[^;]*$/, '$1') };
  const verify = createVerify('RSA-SHA256');
  verify.update([...canonical, relaxed(bare)].join('\r\n'), 'latin1');
  const bodyHash = createHash('sha256').update(relaxedBody(body), 'latin1').digest('base64');
  return {
    ok:
      bodyHash === tags.get('bh') &&
      tags.get('c') === 'relaxed/relaxed' &&
      verify.verify(createPublicKey(publicPem), tags.get('b') ?? '', 'base64'),
    domain: tags.get('d') ?? '',
    selector: tags.get('s') ?? '',
    signed,
  };
}

type FieldOf = { readonly name: string; readonly value: string };

/** RFC 6376 § 3.4.2. */
function relaxed({ name, value }: FieldOf): string {
  return `${name}:${value
    .replaceAll('\r\n', '')
    .replaceAll(/[ \t]+/g, ' ')
    .trim()}`;
}

/** RFC 6376 § 3.4.4. */
function relaxedBody(body: string): string {
  const lines = body.split('\r\n').map((line) => line.replaceAll(/[ \t]+/g, ' ').replace(/ $/, ''));
  while (lines.at(-1) === '') lines.pop();
  return lines.length === 0 ? '' : `${lines.join('\r\n')}\r\n`;
}

function split(raw: string): { readonly fields: readonly FieldOf[]; readonly body: string } {
  const end = raw.indexOf('\r\n\r\n');
  const head = end < 0 ? raw : raw.slice(0, end);
  const fields = head.split(/\r\n(?![ \t])/).map((line) => {
    const at = line.indexOf(':');
    return { name: line.slice(0, at).trim().toLowerCase(), value: line.slice(at + 1) };
  });
  return { fields, body: end < 0 ? '' : raw.slice(end + 4) };
}

function parseMail(raw: string): Omit<Arrived, 'from' | 'to'> {
  const headers = headersOf(raw);
  const parts = new Map<string, string>();
  collect(raw, parts);
  return {
    headers,
    raw,
    subject: headers.get('subject') ?? '',
    text: parts.get('text/plain') ?? '',
    html: parts.get('text/html') ?? '',
  };
}

function headersOf(raw: string): ReadonlyMap<string, string> {
  const headers = new Map<string, string>();
  for (const { name, value } of split(raw).fields) {
    const text = words(value.replaceAll(/\r\n[ \t]*/g, ' ').trim());
    const known = headers.get(name);
    headers.set(name, known === undefined ? text : `${known}\n${text}`);
  }
  return headers;
}

/** Encoded words (RFC 2047). */
function words(text: string): string {
  return text
    .replaceAll(/\?=\s+=\?/g, '?==?')
    .replaceAll(/=\?utf-8\?([bq])\?([^?]*)\?=/gi, (_, kind: string, word: string) =>
      kind.toLowerCase() === 'b'
        ? Buffer.from(word, 'base64').toString('latin1')
        : quotedPrintable(word.replaceAll('_', ' ')),
    )
    .replace(/^[\s\S]*$/, (bytes) => Buffer.from(bytes, 'latin1').toString('utf8'));
}

/** Texts by their kind, out of however many boxes. */
function collect(raw: string, parts: Map<string, string>): void {
  const headers = headersOf(raw);
  const { body } = split(raw);
  const type = headers.get('content-type') ?? 'text/plain';
  const boundary = /boundary="?([^";]+)"?/.exec(type)?.[1];
  if (boundary !== undefined) {
    for (const part of body.split(`--${boundary}`).slice(1, -1)) collect(part.replace(/^\r\n/, ''), parts);
    return;
  }
  const encoding = headers.get('content-transfer-encoding')?.toLowerCase();
  const bytes =
    encoding === 'base64'
      ? Buffer.from(body, 'base64')
      : Buffer.from(encoding === 'quoted-printable' ? quotedPrintable(body) : body, 'latin1');
  parts.set(type.split(';')[0] ?? '', bytes.toString('utf8').replaceAll('\r\n', '\n').trimEnd());
}

function quotedPrintable(text: string): string {
  return (
    text
      // A space before a soft break belongs to the text (RFC 2045 § 6.7).
      .replaceAll(/=[ \t]*\r\n/g, '')
      .replaceAll(/=([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
  );
}
