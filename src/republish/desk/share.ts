/**
 * What a bookmarklet or a phone's share sheet sends: an address, selected words, a title. Phones often put the address
 * at the end of the words.
 */
export function shared(query: URLSearchParams): {
  readonly url: string;
  readonly text: string;
  readonly title: string;
} {
  const said = (name: string, most: number) => (query.get(name) ?? '').trim().slice(0, most);
  const [url, text, title] = [said('url', 8_000), said('text', 100_000), said('title', 500)];
  if (url !== '') return { url, text: text === url ? '' : text, title };
  const last = /(?:^|\s)(https?:\/\/\S+)$/i.exec(text)?.[1];
  return last === undefined
    ? { url: '', text, title }
    : { url: last, text: text.slice(0, -last.length).trim(), title };
}
