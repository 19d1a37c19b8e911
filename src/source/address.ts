import { createHash } from 'node:crypto';

/** Longer ones are nobody's address: what is kept, shown and asked for stays of a size. */
const longest = 8_000;

/**
 * What two addresses of one page have in common, by which sources are told apart: a key, beginning with `//`, and no
 * address to fetch. Undefined for what is no address of the web.
 *
 * Gone are the scheme (a page answers alike over http and https), user and password, the default port, a dot after
 * the host, parameters that only follow readers around, and the fragment, unless it names a page (`#!…`, `#/…`).
 * The host is in lower case and Punycode, escapes are in capitals and only where they must be (RFC 3986 §6.2.2).
 * `www.`, the slash at the end, the order of parameters and versions for phones stay: they can be other pages.
 */
export function normaliseAddress(address: string): string | undefined {
  const url = webAddress(address);
  if (!url) return undefined;
  const host = url.hostname.replace(/\.$/, '');
  if (host === '' || host.endsWith('.')) return undefined;
  const port = url.port === '' ? '' : `:${url.port}`;
  return `//${host}${port}${unescaped(url.pathname)}${queryOf(url)}${pageFragment(url.hash)}`;
}

/** An address that can be fetched and linked to: of the web, without user, password and fragment text; else undefined. */
export function cleanAddress(address: string): string | undefined {
  const url = webAddress(address);
  if (!url) return undefined;
  url.username = '';
  url.password = '';
  url.hash = url.hash.replace(/:~:.*$/, '');
  if (url.href.endsWith('#')) url.hash = '';
  return url.href;
}

/** As people write an address: they leave its beginning away, as browsers do. */
export function withScheme(written: string): string {
  const text = written.trim();
  return /^[^\s/?#:@]+(\.[^\s/?#:@]+)+(:\d+)?([/?#]|$)/u.test(text) ? `https://${text}` : text;
}

/** The normalised address as it stands in an index, where a long one would not fit. */
export function addressKey(normalised: string): string {
  if (normalised.length <= 1_000) return normalised;
  return `sha256:${createHash('sha256').update(normalised).digest('hex')}`;
}

function webAddress(address: string): URL | undefined {
  const text = address.trim();
  if (text.length > longest) return undefined;
  const url = URL.parse(text);
  return url && (url.protocol === 'https:' || url.protocol === 'http:') ? url : undefined;
}

function queryOf(url: URL): string {
  if (url.search === '') return '';
  const kept = url.search
    .slice(1)
    .split('&')
    .filter((each) => each !== '' && !isTracking(each.split('=', 1)[0] ?? ''));
  return kept.length === 0 ? '' : `?${unescaped(kept.join('&'))}`;
}

function pageFragment(hash: string): string {
  const fragment = hash.replace(/:~:.*$/, '');
  return /^#!?\/|^#!./.test(fragment) ? unescaped(fragment) : '';
}

/** Letters, digits and `-._~` mean themselves, escaped or not (RFC 3986 §2.3). */
function unescaped(text: string): string {
  return text.replaceAll(/%[0-9a-f]{2}/gi, (coded) => {
    const character = String.fromCharCode(Number.parseInt(coded.slice(1), 16));
    return /[A-Za-z0-9._~-]/.test(character) ? character : coded.toUpperCase();
  });
}

/**
 * Parameters that say by which letter, advertisement or button a reader came. Names that some site uses for a page
 * (`ref`, `source`, `id`, `s`) are not among them: sources kept apart can be merged, sources mixed up cannot be parted.
 */
function isTracking(name: string): boolean {
  const plain = name.toLowerCase();
  return tracking.has(plain) || /^(utm|mtm|matomo|pk|piwik|hsa|stm|at)_/.test(plain);
}

const tracking: ReadonlySet<string> = new Set([
  ...['fbclid', 'gclid', 'gclsrc', 'dclid', 'wbraid', 'gbraid', 'srsltid', '_ga', '_gl'],
  ...['msclkid', 'yclid', 'ysclid', '_openstat', 'twclid', 'ttclid', 'li_fat_id', 'rdt_cid', 'epik'],
  ...['igshid', 'igsh', 'ref_src', 'ref_url', 'mc_cid', 'mc_eid', 'mkt_tok', 'vero_id', 'vero_conv'],
  ...['_hsenc', '_hsmi', '__hssc', '__hstc', '__hsfp', 'hsctatracking', 'oly_anon_id', 'oly_enc_id'],
  ...['ml_subscriber', 'ml_subscriber_hash', 'rb_clickid', 'wickedid', 's_cid', 'xtor', 'ns_campaign'],
  ...['ns_mchannel', 'ns_source', 'ns_linkname', 'guccounter', 'guce_referrer', 'guce_referrer_sig'],
]);
