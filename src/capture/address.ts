/** An address as it is asked for: what stands after `#` is for whoever reads the answer. What is none stays. */
export function withoutFragment(address: string): string {
  const url = URL.parse(address);
  if (url === null) return address;
  url.hash = '';
  return url.href;
}
