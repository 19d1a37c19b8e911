import { lookup as systemLookup } from 'node:dns/promises';
import { type Cidr, isAddress, isAllowed, mayConnect } from './address.ts';
import { FetchError } from './failure.ts';

/** Turns a host name into its addresses. Rejects with a DNS error (`ENOTFOUND`, …) when there are none. */
export type Lookup = (hostname: string) => Promise<readonly string[]>;

/** An address that may be fetched, and where its host stands. */
export type Target = { readonly url: URL; readonly addresses: readonly string[] };

export const lookupBySystem: Lookup = async (hostname) => {
  const found = await systemLookup(hostname, { all: true, order: 'verbatim' });
  return found.map(({ address }) => address);
};

/** Checks an address by its form alone: scheme, credentials. Throws `FetchError`. */
export function parseTarget(text: string, base?: URL): URL {
  if (!URL.canParse(text, base)) throw new FetchError('bad-url', 'not an address');
  const url = new URL(text, base);
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    throw new FetchError('scheme-refused', url.protocol);
  if (url.username !== '' || url.password !== '')
    throw new FetchError('credentials-refused', 'user name in address');
  url.hash = '';
  return url;
}

/**
 * Looks the host up once and checks every address found: one that leads inside refuses the host, whatever the
 * others are, because a mixed answer is what an attack by DNS looks like. Throws `FetchError`.
 */
export async function findTarget(
  url: URL,
  { lookup, allow }: { readonly lookup: Lookup; readonly allow: readonly Cidr[] },
): Promise<Target> {
  const addresses = await addressesOf(url.hostname, lookup);
  if (addresses.length === 0) throw new FetchError('dns', 'no address');
  if (!addresses.every((address) => mayConnect(address, allow))) {
    throw new FetchError('address-refused', 'the host has an inside address');
  }
  if (!addresses.every((address) => isAllowed(address, allow))) refusePort(url);
  return { url, addresses };
}

/** The URL parser has already brought every IPv4 form (octal, decimal, short) to four parts. */
async function addressesOf(hostname: string, lookup: Lookup): Promise<readonly string[]> {
  const literal = hostname.startsWith('[') ? hostname.slice(1, -1) : hostname;
  return isAddress(literal) ? [literal] : await lookup(hostname);
}

function refusePort(url: URL): void {
  if (url.port === '') return;
  const port = Number(url.port);
  if (port === 80 || port === 443) return;
  if (port < 1024 || notWeb.has(port)) throw new FetchError('port-refused', `port ${port}`);
}

/** Ports above 1023 of other protocols, as browsers block them (Fetch Standard, "port blocking"), and databases. */
const notWeb = new Set([
  1719, 1720, 1723, 2049, 3306, 3659, 4045, 4190, 5060, 5061, 5432, 6000, 6379, 6566, 6665, 6666, 6667, 6668,
  6669, 6679, 6697, 9200, 9300, 10080, 11211, 27017,
]);
