/**
 * The domains of some addresses, each with those above it (`a.b.example` is of `b.example` too), for comparing with
 * what was banned. `hosts` are names as they are.
 */
export function domainsOf(urls: readonly string[], hosts: readonly string[] = []): readonly string[] {
  const names = [...urls.map((url) => URL.parse(url)?.hostname ?? ''), ...hosts];
  return [...new Set(names.flatMap((name) => withParents(plainDomain(name) ?? '')))];
}

/** A domain as it is compared: lower case, in ASCII, without `www.`. Undefined for what is none. */
export function plainDomain(text: string): string | undefined {
  const host = URL.parse(`http://${text.trim().replace(/^[a-z]+:\/\//i, '')}`)?.hostname.replace(
    /^www\./,
    '',
  );
  return host === undefined || !/^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(host) ? undefined : host;
}

function withParents(domain: string): readonly string[] {
  const labels = domain.split('.');
  return labels.slice(0, -1).map((_, at) => labels.slice(at).join('.'));
}
