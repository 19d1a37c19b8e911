import { posix } from 'node:path';
import { slugFrom } from '../../term/slug.ts';
import { storedForm } from './address.ts';

/** A post or page as links find it. */
export type Linked = {
  readonly item: string;
  readonly slug: string;
  readonly stem: string;
  readonly sections: readonly string[];
  readonly date?: string;
  readonly lang?: string;
};

/**
 * Finds the post that a link of the old blog means: by the file's name, by an address that the post says it had, or
 * by the last word of an address whose other words agree with the post's date and folders.
 */
export class LinkIndex<Entry extends Linked> {
  readonly #byWord = new Map<string, Entry[]>();
  readonly #byAddress = new Map<string, Entry>();

  add(entry: Entry, addresses: readonly string[]): void {
    for (const word of new Set([entry.slug, slugFrom(entry.stem)])) {
      const same = this.#byWord.get(word);
      if (same) same.push(entry);
      else this.#byWord.set(word, [entry]);
    }
    for (const address of addresses) {
      const key = addressKey(address);
      if (!this.#byAddress.has(key)) this.#byAddress.set(key, entry);
    }
  }

  /** By the path of its file, as `ref`, `post_url` and `link` give it, from the file in which the link stands. */
  byFile(target: string, from: Linked, lang?: string): Entry | undefined {
    const plain = withoutExtension(target.replace(/^\/+/, '').normalize('NFC'));
    const relative = target.startsWith('.')
      ? posix.normalize(posix.join(posix.dirname(from.item), plain))
      : plain;
    const parts = relative.split('/').filter((part) => part !== '.' && part !== '..');
    const last = /^_?index$/i.test(parts.at(-1) ?? '') ? parts.at(-2) : parts.at(-1);
    if (last === undefined) return undefined;
    const wanted = parts.join('/').toLowerCase();
    const fitting = this.#named(last).filter(({ item }) =>
      endsWithPath(withoutExtension(item).toLowerCase(), wanted),
    );
    const language = lang ?? from.lang;
    return fitting.find((entry) => entry.lang === language) ?? fitting[0];
  }

  /** By an address that it said it had. */
  byAddress(path: string): Entry | undefined {
    return this.#byAddress.get(addressKey(path));
  }

  /** By what an address looks like. */
  byLook(path: string, from: Linked): Entry | undefined {
    const plain = storedForm(path);
    const parts = withoutExtension(plain ?? '')
      .split('/')
      .filter(Boolean);
    const last = parts.pop();
    if (last === undefined) return undefined;
    const fitting = this.#named(last).filter((entry) => agrees(entry, parts));
    return fitting.find((entry) => entry.lang === from.lang) ?? fitting[0];
  }

  #named(word: string): readonly Entry[] {
    const slug = slugFrom(word);
    const undated = slugFrom(word.replace(/^\d{4}-\d{1,2}-\d{1,2}-/, ''));
    return [
      ...(this.#byWord.get(slug) ?? []),
      ...(undated === slug ? [] : (this.#byWord.get(undated) ?? [])),
    ];
  }
}

function addressKey(address: string): string {
  return (address.replace(/\.html?$/i, '').replace(/\/+$/, '') || '/').toLowerCase();
}

function withoutExtension(path: string): string {
  return path.replace(/\.(md|markdown|mdown|mkd|mkdn|html?)$/i, '').replace(/\/+$/, '');
}

/** `posts/2016/hello` ends with `2016/hello`; a bundle's `hello/index` with `hello`; `2016-05-08-hello` with `hello`. */
function endsWithPath(item: string, wanted: string): boolean {
  const forms = [
    item,
    item.replace(/\/_?index$/, ''),
    item.replace(/(^|\/)\d{4}-\d{1,2}-\d{1,2}-([^/]+)$/, '$1$2'),
  ];
  const end = wanted.replace(/(^|\/)_?index$/, '') || wanted;
  return forms.some(
    (form) => form === wanted || form === end || form.endsWith(`/${wanted}`) || form.endsWith(`/${end}`),
  );
}

const generalWords = /^(posts?|blogs?|news|articles?|archives?|weblog|journal|notes|entries|\d{1,3})$/i;
const dayAndAHalf = 36 * 3_600_000;

/** Whether the words before the last are the post's date (a day off is a zone's doing), its folders, or words that say nothing. */
function agrees(entry: Linked, parts: readonly string[]): boolean {
  const at = parts.findIndex((part) => /^(19|20)\d\d$/.test(part));
  const [year, month, day] =
    at < 0 ? [] : parts.slice(at, at + 3).map((part) => (/^\d{1,4}$/.test(part) ? Number(part) : undefined));
  if (year !== undefined)
    return entry.date !== undefined && isWithin(Date.parse(entry.date), year, month, day);
  return parts.every(
    (part) =>
      entry.sections.some((section) => section.toLowerCase() === part.toLowerCase()) ||
      generalWords.test(part),
  );
}

function isWithin(time: number, year: number, month: number | undefined, day: number | undefined): boolean {
  const start = Date.UTC(year, (month ?? 1) - 1, day ?? 1);
  const end =
    day !== undefined
      ? start + 86_400_000
      : month !== undefined
        ? Date.UTC(year, month, 1)
        : Date.UTC(year + 1, 0, 1);
  return time >= start - dayAndAHalf && time < end + dayAndAHalf;
}
