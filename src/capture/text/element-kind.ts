import { attribute, isElement, type PageElement, plainText } from './page-tree.ts';
import type { Region } from './region.ts';

/** Elements whose text is no text of the page. */
export const leftOut: ReadonlySet<string> = new Set([
  'script',
  'style',
  'title',
  'iframe',
  'noframes',
  'noembed',
  'object',
  'datalist',
]);

/** Elements that stand on lines of their own. */
export const blocks: ReadonlySet<string> = new Set(
  'address article aside blockquote body center dd details dialog dir div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li listing main menu nav ol optgroup option p plaintext pre search section select summary table tbody tfoot thead tr ul video xmp'.split(
    ' ',
  ),
);

/** What the words inside an element are, where they are not the page's own to be read. */
export function regionOf(element: PageElement): Omit<Region, 'start' | 'end'> | undefined {
  if (isHidden(element)) return { kind: 'hidden' };
  if (isComment(element)) return { kind: 'comment' };
  if (element.tagName === 'blockquote' || element.tagName === 'q') {
    const by = namedIn(element);
    return by === undefined ? { kind: 'quoted' } : { kind: 'quoted', by };
  }
  return undefined;
}

const neverShown = new Set(['noscript', 'audio', 'canvas', 'video', 'rp']);

function isHidden(element: PageElement): boolean {
  if (neverShown.has(element.tagName)) return true;
  if (attribute(element, 'hidden') !== undefined) return true;
  if (element.tagName === 'dialog' && attribute(element, 'open') === undefined) return true;
  return hidingStyle.test(attribute(element, 'style') ?? '') || hasHidingClass(element);
}

const hidingStyle =
  /(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|opacity\s*:\s*0(?:\.0*)?\s*(?:;|$|!)|font-size\s*:\s*0(?:px|em|rem|pt)?\s*(?:;|$|!))/i;
const hidingClasses =
  /^(?:visually-?hidden|sr-only|screen-reader(?:-text|-only)?|a11y-hidden|element-invisible|is-hidden|hide|hidden|d-none|display-none|u-hidden)$/i;
/** A class that shows again, on a wider screen, what another hides. */
const showingClasses = /(?:^|:|-)(?:block|flex|grid|inline|inline-block|table|visible|show)$/i;

function hasHidingClass(element: PageElement): boolean {
  const classes = classesOf(element);
  return (
    classes.some((name) => hidingClasses.test(name)) && !classes.some((name) => showingClasses.test(name))
  );
}

const commentNames =
  /^(?:(?:the-?|post-?|article-?|wp-?|entry-?|user-?|reader-?|blog-?)?comments?(?:-?(?:list|area|section|thread|threads|wrapper|wrap|container|content|body|text|block|holder|box|item|respond))?|commentlist|commentslist|commenttext|comment-\d+|disqus_thread|dsq-comments|fb-comments|hyvor-talk-view|isso-thread|remark42|utterances|giscus|coral-?(?:thread|talk|stream)|livefyre(?:-comments)?|vf-comments|spot-?im|openweb-?comments|viafoura|p-comment|h-comment|leserkommentare|kommentare|kommentar|commentaires?|comentarios?|kommentarii|kommentarij|تعليقات)$/i;
const commentTypes = /(?:^|[/:\s#])(?:UserComments|Comment)(?:$|\s)/;

/** By the names that WordPress, Disqus and others give, by schema.org and by microformats. */
function isComment(element: PageElement): boolean {
  const { tagName } = element;
  if (tagName === 'body' || tagName === 'html' || tagName === 'main' || tagName === 'a') return false;
  if (commentTypes.test(attribute(element, 'itemtype') ?? '')) return true;
  if (commentTypes.test(attribute(element, 'typeof') ?? '')) return true;
  if (/^comments?$/i.test(attribute(element, 'itemprop') ?? '')) return true;
  if (attribute(element, 'data-comment-id') !== undefined) return true;
  if (commentNames.test(attribute(element, 'id') ?? '')) return true;
  return classesOf(element).some((name) => commentNames.test(name));
}

function classesOf(element: PageElement): readonly string[] {
  return (attribute(element, 'class') ?? '').split(/[ \t\n\f\r]+/).filter((name) => name !== '');
}

/** Who is named by a quotation: its own `cite`, or the foot or caption that stands with it. */
function namedIn(element: PageElement): string | undefined {
  const around = element.parentNode;
  const figure = around !== null && 'tagName' in around && around.tagName === 'figure' ? around : undefined;
  return nameIn(element, mostInside) ?? (figure && nameIn(figure, mostAround));
}

/** Nodes that are looked at in each level; few of a figure, for thousands of quotations may stand in one. */
const mostInside = 400;
const mostAround = 32;

function nameIn(root: PageElement, most: number): string | undefined {
  const found = nearest(root, most);
  return (found && cleanName(plainText(found, 200))) || undefined;
}

/** The first element that names somebody, not deeper than three levels below. */
function nearest(root: PageElement, most: number): PageElement | undefined {
  let level: readonly PageElement[] = [root];
  for (let depth = 0; depth < 3; depth++) {
    level = [...childrenOf(level, most)];
    const found = level.find(({ tagName }) => naming.has(tagName));
    if (found !== undefined) return found;
  }
  return undefined;
}

function* childrenOf(level: readonly PageElement[], most: number): Generator<PageElement> {
  let looked = 0;
  for (const { childNodes } of level)
    for (const node of childNodes) {
      if (++looked > most) return;
      if (isElement(node)) yield node;
    }
}

const naming = new Set(['cite', 'footer', 'figcaption']);

function cleanName(text: string): string {
  return text
    .replace(/^[\s—–―-]+/, '')
    .slice(0, 120)
    .trim();
}
