/** A host as sites are found by it: lower case, punycode, with its port unless that is 80 or 443. */
export type Host = {
  /** `blog.example`, `127.0.0.1:4000`, `[::1]:4000`. */
  readonly host: string;
  readonly hostname: string;
  readonly port: number | undefined;
  /** What the port says: `https` for 443, `http` for 80 and for any other one, undefined without one. */
  readonly scheme: 'http' | 'https' | undefined;
};

const shape = /^(\[[0-9a-f:.]+\]|[^\s/\\?#@:[\]%]+)(?::(\d{1,5}))?$/i;

/** Reads `HOST[:PORT]`, as a person types it or a request carries it. Undefined for anything that is no host. */
export function parseHost(text: string): Host | undefined {
  const match = shape.exec(text.trim());
  if (!match?.[1]) return undefined;
  const hostname = canonicalName(match[1]);
  if (hostname === undefined) return undefined;
  if (match[2] === undefined) return { host: hostname, hostname, port: undefined, scheme: undefined };
  const port = Number(match[2]);
  if (port < 1 || port > 65_535) return undefined;
  const scheme = port === 443 ? 'https' : 'http';
  if (port === 80 || port === 443) return { host: hostname, hostname, port: undefined, scheme };
  return { host: `${hostname}:${port}`, hostname, port, scheme };
}

/** As the URL standard writes it; names are held to the letters, digits and hyphens of DNS (RFC 1123 § 2.1). */
function canonicalName(text: string): string | undefined {
  const url = URL.parse(`http://${text}/`);
  if (!url || url.hostname === '' || url.hostname.length > 253) return undefined;
  const name = url.hostname.replace(/\.$/, '');
  if (name.startsWith('[')) return name;
  const labels = name.split('.');
  return labels.every((label) => /^[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?$/.test(label)) ? name : undefined;
}

/** Whether a `Host` header has the form of one (RFC 9110 § 7.2): nothing in it ends a host inside an address. */
export function isHostHeader(text: string): boolean {
  return /^(?:[a-z0-9_.-]{1,255}|\[[0-9a-f:.]{2,45}\])(?::\d{1,5})?$/i.test(text);
}

/** Whether a host can only be this machine: `localhost` and names under it (RFC 6761 § 6.3), 127.0.0.0/8, ::1. */
export function isLoopback(host: string): boolean {
  const name = host.replace(/:\d+$/, '').toLowerCase();
  // The whole name: `other.example/.localhost` ends well, and would stand in every link of the page.
  if (/^(?:[a-z0-9_-]+\.)*localhost$/.test(name) || name === '[::1]') return true;
  return /^127(\.\d{1,3}){3}$/.test(name);
}
