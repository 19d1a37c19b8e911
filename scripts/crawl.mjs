/**
 * Fetches every HTML page of a site that links lead to, each once, staying on its host.
 *
 * @param {string} start
 * @param {{ most: number }} limit
 * @returns {Promise<{ pages: Map<string, string>, broken: { from: string, to: string, status: number }[] }>}
 */
export async function crawl(start, { most }) {
  const origin = new URL(start).origin;
  /** @type {Map<string, string>} */
  const pages = new Map();
  /** @type {{ from: string, to: string, status: number }[]} */
  const broken = [];
  const waiting = [{ from: '', to: new URL(start).href }];
  const seen = new Set(waiting.map((link) => link.to));
  for (let link = waiting.shift(); link !== undefined && pages.size < most; link = waiting.shift()) {
    const { from, to } = link;
    const answer = await fetch(to);
    if (!answer.ok) broken.push({ from, to, status: answer.status });
    const isPage = answer.ok && answer.headers.get('content-type')?.startsWith('text/html') === true;
    const text = await answer.text();
    if (!isPage) continue;
    pages.set(to, text);
    for (const next of addressesIn(text, answer.url)) {
      if (new URL(next).origin !== origin || seen.has(next)) continue;
      seen.add(next);
      waiting.push({ from: to, to: next });
    }
  }
  return { pages, broken };
}

/**
 * Addresses that a page links to or shows, absolute, without fragments.
 *
 * @param {string} html
 * @param {string} base
 */
function addressesIn(html, base) {
  return [...html.matchAll(/\s(?:href|src)="([^"]+)"/g)].flatMap(([, written = '']) => {
    const url = URL.parse(written.replaceAll('&amp;', '&').replaceAll('&#38;', '&'), base);
    if (url === null || !url.protocol.startsWith('http')) return [];
    url.hash = '';
    return [url.href];
  });
}
