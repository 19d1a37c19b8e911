/**
 * HTML as it can be read anywhere: addresses in it made absolute against the page that it stands on. What is
 * stored was written by the document's renderer: tags are well-formed and attribute values quoted.
 */
export function absoluteHtml(html: string, pageUrl: string): string {
  return html.replaceAll(opened, '').replaceAll(tag, (whole) =>
    whole.replaceAll(attribute, (found, name: string, value: string) => {
      const made = name.toLowerCase() === 'srcset' ? srcset(value, pageUrl) : absoluteUrl(value, pageUrl);
      return made === value ? found : ` ${name}="${made}"`;
    }),
  );
}

/**
 * What opens on a page under the mark of a quotation. Programs that read feeds show it all at once: there the line
 * that says whose words they are is enough. No other `<details>` has this class, and none stands in it.
 */
const opened = /<details class="note \w+"><summary>[^<]*<\/summary>[\s\S]*?<\/details>/g;

/** A start tag whole: quoted values may hold `>`. */
const tag = /<[a-z][^\s/>]*(?:\s+(?:"[^"]*"|'[^']*'|[^"'>])*)?>/gi;
const attribute = / (href|src|poster|cite|action|data|longdesc|srcset|data-player)="([^"]*)"/gi;

/** An address as it stands in an attribute, still escaped, against a page's. Unchanged where it cannot be. */
function absoluteUrl(value: string, pageUrl: string): string {
  const plain = value.trim();
  if (plain === '' || /^[a-z][a-z0-9+.-]*:/i.test(plain)) return value;
  if (plain.startsWith('#')) return pageUrl + plain;
  const url = URL.parse(plain.replaceAll('&amp;', '&'), pageUrl);
  return url === null ? value : url.href.replaceAll('&', '&amp;').replaceAll('"', '%22');
}

/** Each candidate of a `srcset`: an address, and its descriptor. */
function srcset(value: string, pageUrl: string): string {
  return value
    .split(/,\s+/)
    .map((candidate) => {
      const [url = '', ...descriptor] = candidate.trim().split(/\s+/);
      return [absoluteUrl(url, pageUrl), ...descriptor].join(' ');
    })
    .join(', ');
}

/** Addresses of the recordings and films in HTML, in order, each once; absolute. */
export function recordingsIn(html: string): readonly string[] {
  const found = new Set<string>();
  for (const [element] of html.matchAll(/<(?:audio|video|source)(?:\s+(?:"[^"]*"|'[^']*'|[^"'>])*)?>/gi)) {
    const src = /\ssrc="([^"]*)"/i.exec(element)?.[1]?.replaceAll('&amp;', '&');
    if (src !== undefined && /^https?:/.test(src)) found.add(src);
  }
  return [...found];
}
