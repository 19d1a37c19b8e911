import { attribute, type PageElement, parsePage, plainText, walk } from '../text/page-tree.ts';

/** The addresses of what a page needs to be seen as it was: pictures, style sheets, icons, fonts. Absolute, each once. */
export function requisitesOf(html: string, url: string): readonly Requisite[] {
  const found = new Map<string, Requisite['kind']>();
  let base = url;
  const add = (address: string | undefined, kind: Requisite['kind']) => {
    const absolute = absoluteAddress(address, base);
    if (absolute !== undefined && !found.has(absolute)) found.set(absolute, kind);
  };
  walk(parsePage(html), {
    enter: (element) => {
      const { tagName } = element;
      if (tagName === 'base' && base === url) base = absoluteAddress(attribute(element, 'href'), url) ?? url;
      for (const address of picturesOf(element)) add(address, 'other');
      if (tagName === 'link') add(attribute(element, 'href'), linkKind(element));
      if (tagName === 'style')
        for (const { url: address, kind } of addressesInCss(rawText(element), base)) add(address, kind);
      const style = attribute(element, 'style');
      if (style?.includes('url('))
        for (const { url: address } of addressesInCss(style, base)) add(address, 'other');
      return true;
    },
  });
  return [...found].filter(([, kind]) => kind !== 'none').map(([address, kind]) => ({ url: address, kind }));
}

export type Requisite = {
  readonly url: string;
  /** Of a style sheet, what it needs is fetched in its turn. */
  readonly kind: 'style' | 'other' | 'none';
};

/** What a style sheet draws in by `url()` and `@import`. */
export function addressesInCss(css: string, base: string): readonly Requisite[] {
  const found: Requisite[] = [];
  for (const match of css.replace(/\/\*[\s\S]*?\*\//g, ' ').matchAll(cssAddress)) {
    const [whole, ...parts] = match;
    const address = parts.find((part) => part !== undefined && part !== '');
    const url = absoluteAddress(address?.replace(/\\([^0-9a-f\n])/gi, '$1'), base);
    if (url !== undefined) found.push({ url, kind: whole.startsWith('@') ? 'style' : 'other' });
  }
  return found;
}

const cssAddress =
  /@import\s+(?:url\(\s*)?(?:"([^"\n]*)"|'([^'\n]*)'|([^"'()\s;]+))|url\(\s*(?:"([^"\n]*)"|'([^'\n]*)'|([^"'()\s]+))\s*\)/gi;

function picturesOf(element: PageElement): readonly (string | undefined)[] {
  switch (element.tagName) {
    case 'img':
      return [
        attribute(element, 'src'),
        bestOf(attribute(element, 'srcset')),
        attribute(element, 'data-src'),
      ];
    case 'source':
      return [bestOf(attribute(element, 'srcset'))];
    case 'input':
      return attribute(element, 'type')?.toLowerCase() === 'image' ? [attribute(element, 'src')] : [];
    case 'video':
      return [attribute(element, 'poster')];
    case 'image':
    case 'use':
      return [attribute(element, 'href') ?? attribute(element, 'xlink:href')];
    case 'body':
    case 'table':
    case 'td':
      return [attribute(element, 'background')];
    default:
      return [];
  }
}

function linkKind(element: PageElement): Requisite['kind'] {
  const rel = (attribute(element, 'rel') ?? '').toLowerCase().split(/\s+/);
  if (rel.includes('stylesheet')) return 'style';
  if (rel.some((name) => /icon$/.test(name))) return 'other';
  const fetchedAs = attribute(element, 'as')?.toLowerCase();
  return rel.includes('preload') && (fetchedAs === 'font' || fetchedAs === 'image') ? 'other' : 'none';
}

const wideEnough = 1600;
const denseEnough = 2;

/** Of the sizes of a picture the largest that a wide screen asks for; HTML, "parse a srcset attribute". */
function bestOf(srcset: string | undefined): string | undefined {
  let best: { address: string; size: number } | undefined;
  for (const [, address, number, unit] of (srcset ?? '').matchAll(
    /([^\s,]\S*[^\s,])(?:\s+([\d.]+)([wx]))?\s*(?:,|$)/g,
  )) {
    const size = Number(number ?? 1) / (unit === 'w' ? wideEnough : denseEnough);
    const better = best === undefined || (size <= 1 ? size > best.size || best.size > 1 : size < best.size);
    if (better) best = { address: address!, size };
  }
  return best?.address;
}

function rawText(element: PageElement): string {
  return plainText({ childNodes: element.childNodes }, 500_000);
}

function absoluteAddress(address: string | undefined, base: string): string | undefined {
  const trimmed = address?.trim();
  if (trimmed === undefined || trimmed === '' || !URL.canParse(trimmed, base)) return undefined;
  const url = new URL(trimmed, base);
  url.hash = '';
  return url.protocol === 'http:' || url.protocol === 'https:' ? url.href : undefined;
}
