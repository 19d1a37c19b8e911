import { htmlText, visibleText } from '../../capture/text/html-text.ts';
import { type Document, type Parsed, parseHtml, plainText } from '../../document/index.ts';
import type { BodyFrom, Extracted, ExtractRefused, Facts } from './extraction.ts';
import { factsOf } from './facts.ts';
import { descendants, type PageTree, readPage } from './page-tree.ts';
import { type ReaderView, readerView } from './readability.ts';
import { takenOf } from './taken.ts';
import { documentOfMarkdown, documentOfPages, documentOfText } from './text-document.ts';
import { unbound } from './unbound.ts';

/** Bytes of UTF-8 of a page that are read; what is longer is refused. */
const largest = 5 * 1024 * 1024;

/**
 * From a page's HTML what it says about itself, and its article as a document, with what was left out of it.
 * Nothing is fetched, nothing runs: what comes out went through the one sanitiser. Takes as long as the page makes
 * it: `extractApart` sets it an end.
 */
export function extractPage(html: string, address: string): Extracted {
  return readParts(html, address).article();
}

/** The same in two steps: all of the page's text, which is quick, and the article in it, which may take long. */
export function readParts(
  html: string,
  address: string,
): { readonly whole: () => Extracted; readonly article: () => Extracted } {
  if (html.length > largest) return refusing('too-large');
  const tree = readPage(html);
  if (tree === undefined) return refusing('too-deep');
  const base = baseOf(tree, address);
  const page = visibleText(htmlText(html));
  const facts = factsOf(tree, base);
  const whole = () => made(documentOfText(page.replaceAll('\n', '\n\n')), 'whole-text', facts, page);
  return {
    whole,
    article: () => {
      const view = viewOf(tree, base);
      const parsed = view && parseHtml(view.html, { limit: 'writer', baseUrl: base });
      const told = completed(facts, view);
      const extracted = parsed && made(parsed, 'article', told, page);
      return extracted?.ok ? extracted : whole();
    },
  };
}

function refusing(reason: ExtractRefused['reason']) {
  const refuse = () => ({ ok: false, reason }) as const;
  return { whole: refuse, article: refuse };
}

function made(parsed: Parsed, from: BodyFrom, facts: Facts, page: string): Extracted {
  if (!parsed.ok) return { ok: false, reason: parsed.reason };
  const { text } = plainText(parsed.document);
  if (text.trim() === '') return { ok: false, reason: 'empty' };
  const document = unbound(withoutTitle(parsed.document, facts.title));
  const seen = facts.title === undefined ? text : `${facts.title}\n${text}`;
  return { ok: true, extraction: { ...facts, document, from, ...takenOf(page, seen) } };
}

/** From running text, Markdown, or the text of a PDF: all of it. A first heading is its title. */
export function extractText(text: string, kind: 'text' | 'markdown' | 'pages'): Extracted {
  const parsed = readers[kind](text);
  if (!parsed.ok) return { ok: false, reason: parsed.reason };
  const body = plainText(parsed.document).text;
  if (body.trim() === '') return { ok: false, reason: 'empty' };
  const [first] = parsed.document.content;
  const title =
    first?.type === 'heading' ? plainText({ type: 'doc', content: [first] }).text.trim() : undefined;
  return made(parsed, 'text', { authors: [], ...(title && { title }) }, body);
}

const readers: Readonly<Record<'text' | 'markdown' | 'pages', (text: string) => Parsed>> = {
  text: documentOfText,
  markdown: documentOfMarkdown,
  pages: documentOfPages,
};

/** A page that the reader's view cannot be made of is taken whole. */
function viewOf(tree: PageTree, base: string): ReaderView | undefined {
  try {
    return readerView(tree, base);
  } catch {
    return undefined;
  }
}

/** What the page says of itself; what it leaves open, as the reader's view found it. */
function completed(facts: Facts, view: ReaderView | undefined): Facts {
  if (view === undefined) return facts;
  const { title, byline, siteName, dir } = view;
  return {
    ...facts,
    ...(facts.title === undefined && title !== undefined && { title }),
    ...(facts.authors.length === 0 && byline !== undefined && { authors: [byline] }),
    ...(facts.publisher === undefined && siteName !== undefined && { publisher: siteName }),
    // Around the article it is said more exactly than for the page.
    ...(dir !== undefined && { dir }),
  };
}

/** The title stands above the post: at the head of the text it would be said twice. */
function withoutTitle(document: Document, title: string | undefined): Document {
  const [first, ...rest] = document.content;
  if (title === undefined || first?.type !== 'heading' || rest.length === 0) return document;
  const heading = plainText({ type: 'doc', content: [first] }).text;
  return sameWords(heading, title) ? { type: 'doc', content: rest } : document;
}

function sameWords(a: string, b: string): boolean {
  const plain = (text: string) => text.normalize('NFC').replace(/\s+/g, ' ').trim().toLowerCase();
  return plain(a) === plain(b);
}

function baseOf(tree: PageTree, address: string): string {
  for (const element of descendants(tree)) {
    const href = element.attrs.find(({ name }) => name === 'href')?.value;
    if (element.tagName === 'base' && href !== undefined && URL.canParse(href, address)) {
      const base = new URL(href, address);
      if (/^https?:$/.test(base.protocol)) return base.href;
    }
  }
  return address;
}
