/** A part of an address: lower case, words joined by hyphens; letters of every script are kept. */
export type Slug = string & { readonly __brand: 'Slug' };

const longest = 80;

/**
 * Makes a slug of any text, at most 80 characters, in Unicode's NFC. Latin letters lose their accents, as in
 * the addresses that WordPress makes; letters of other scripts stay. Empty when nothing of the text can stand.
 */
export function slugify(text: string): Slug {
  const plain = text
    .normalize('NFKD')
    .replace(/(\p{Script=Latin})\p{Mn}+/gu, '$1')
    .normalize('NFC')
    .toLowerCase()
    .replaceAll(/[ßæœøłđð]/g, (letter) => latin[letter] ?? letter)
    .replaceAll(/['’ʼ]/g, '')
    .replaceAll(/[^\p{L}\p{N}\p{M}]+/gu, '-')
    .replace(/^-+|-+$/g, '');
  return cut(plain) as Slug;
}

/** A slug that came from elsewhere (an import, an old address): percent-decoded, and made to fit. */
export function slugFrom(text: string): Slug {
  return slugify(decode(text));
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function cut(text: string): string {
  if (text.length <= longest) return text;
  const head = text.slice(0, longest + 1);
  const end = head.lastIndexOf('-');
  const short = end > longest / 2 ? head.slice(0, end) : head.slice(0, longest);
  return short.replace(/[\ud800-\udbff]$/, '');
}

const latin: Record<string, string> = { ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', ł: 'l', đ: 'd', ð: 'd' };
