import { parseHtml, plainText } from '../document/index.ts';

/**
 * The text of a field that is plain here and HTML in WordPress (titles, summaries, descriptions): clients send
 * `Tom &amp; Jerry` and `<p>…</p>` where they mean the words. What has neither tags nor entities stays as it is.
 */
export function plainOf(sent: string): string {
  if (!/<\/?[a-z][^<>]*>|&(#\d+|#x[\da-f]+|[a-z]+\d*);/i.test(sent)) return sent;
  const parsed = parseHtml(sent, { limit: 'guest' });
  return parsed.ok ? plainText(parsed.document).text.trim() : sent;
}
