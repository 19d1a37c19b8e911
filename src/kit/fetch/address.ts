import ipaddr from 'ipaddr.js';

/** A range of addresses: the first address and the number of its leading bits that count. */
export type Cidr = readonly [ipaddr.IPv4 | ipaddr.IPv6, number];

/** Reads `10.0.0.0/8`, `fd00::/8` or a single address. Throws `RangeError` on anything else. */
export function parseCidr(text: string): Cidr {
  const trimmed = text.trim();
  if (isAddress(trimmed)) return [ipaddr.parse(trimmed), trimmed.includes(':') ? 128 : 32];
  if (isAddress(trimmed.split('/')[0]!) && ipaddr.isValidCIDR(trimmed)) return ipaddr.parseCIDR(trimmed);
  throw new RangeError(`"${text}" is neither an address nor a range like 10.0.0.0/8`);
}

/** True for an address in its plain form; the short, octal and decimal forms of IPv4 are not taken. */
export function isAddress(text: string): boolean {
  return ipaddr.IPv4.isValidFourPartDecimal(text) || (text.includes(':') && ipaddr.IPv6.isValid(text));
}

/**
 * Whether the server may connect there: an address of the public Internet, or one inside `allow`.
 *
 * What is refused follows the IANA special-purpose registries (RFC 6890): loopback, private, link-local,
 * shared (CGNAT), multicast, reserved, benchmarking, documentation; and every IPv6 form that carries an IPv4
 * address inside (mapped, compatible, NAT64, 6to4, Teredo, ISATAP), since a gateway would lead back to it.
 */
export function mayConnect(text: string, allow: readonly Cidr[]): boolean {
  if (!isAddress(text)) return false;
  const address = ipaddr.parse(text);
  return allow.some((cidr) => inside(address, cidr)) || isPublic(address);
}

/** Whether one of the ranges was opened by the operator for this address. */
export function isAllowed(text: string, allow: readonly Cidr[]): boolean {
  return isAddress(text) && allow.some((cidr) => inside(ipaddr.parse(text), cidr));
}

function inside(address: ipaddr.IPv4 | ipaddr.IPv6, [range, bits]: Cidr): boolean {
  return address.kind() === range.kind() && address.match(range as never, bits);
}

function isPublic(address: ipaddr.IPv4 | ipaddr.IPv6): boolean {
  if (address.range() !== 'unicast') return false;
  if (address.kind() === 'ipv4') return address.toString() !== azureHost;
  const v6 = address as ipaddr.IPv6;
  return (
    v6.zoneId === undefined &&
    v6.match(globalUnicast) &&
    !specialPurpose.some((range) => v6.match(range)) &&
    !isIsatap(v6)
  );
}

/** Public by its number, and yet inside: on Azure every machine's own host answers there, with its secrets. */
const azureHost = '168.63.129.16';

type Range6 = [ipaddr.IPv6, number];
const range6 = (text: string): Range6 => ipaddr.IPv6.parseCIDR(text) as Range6;

/** RFC 4291 section 2.4: what IANA has given out so far. */
const globalUnicast = range6('2000::/3');

/** Inside 2000::/3 and yet nobody's: protocol assignments, documentation (RFC 3849, 9637), 6to4, AS112. */
const specialPurpose = ['2001::/23', '2001:db8::/32', '2002::/16', '2620:4f:8000::/48', '3fff::/20'].map(
  range6,
);

/** RFC 5214 section 6.1: the interface identifier is 0000:5efe or 0200:5efe, then an IPv4 address. */
function isIsatap(address: ipaddr.IPv6): boolean {
  const [high, low] = address.parts.slice(4, 6);
  return (high === 0 || high === 0x0200) && low === 0x5efe;
}
