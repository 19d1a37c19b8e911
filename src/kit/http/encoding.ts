import type { Encoding } from './page-cache.ts';

const known = new Map<string, Encoding>();

/** The best encoding that a client takes (RFC 9110, section 12.5.3). Browsers send few different headers: remembered. */
export function encodingFor(header: string | string[] | undefined): Encoding {
  if (header === undefined) return 'identity';
  const text = typeof header === 'string' ? header : header.join(',');
  const remembered = known.get(text);
  if (remembered) return remembered;
  const encoding = choose(text);
  if (known.size < 1_000 && text.length <= 100) known.set(text, encoding);
  return encoding;
}

function choose(header: string): Encoding {
  const accepted = new Set<string>();
  for (const part of header.toLowerCase().split(',')) {
    const [name = '', ...parameters] = part.split(';').map((piece) => piece.trim());
    const refused = parameters.some((parameter) => /^q=0(\.0*)?$/.test(parameter));
    if (!refused) accepted.add(name);
  }
  if (accepted.has('br')) return 'br';
  if (accepted.has('gzip')) return 'gzip';
  return 'identity';
}
