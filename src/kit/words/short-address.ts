/** An address as people read it, cut where it is longer than that: `example.org/2016/statement`. */
export function shortAddress(address: string, most = 80): string {
  const short = address.replace(/^https?:\/\/(www\.)?/i, '').replace(/\/$/, '');
  return short.length > most ? `${short.slice(0, most - 1)}…` : short;
}
