import { createRequire } from 'node:module';
import { Readability } from '@mozilla/readability';
import type { PageTree } from './page-tree.ts';
import { xhtmlOf } from './xhtml.ts';

/** What the reader's view of a page is: its HTML, not yet sanitised, and what it took for title and byline. */
export type ReaderView = {
  readonly html: string;
  readonly title?: string;
  readonly byline?: string;
  readonly siteName?: string;
  readonly dir?: 'ltr' | 'rtl';
};

/** The parser that the package brings along: no DOM besides is needed, and it fetches and runs nothing. */
type PageParser = new () => { parse(xhtml: string, address: string): ParsedPage };
type ParsedPage = ConstructorParameters<typeof Readability>[0] & { readonly documentElement: unknown };
const PageParser = createRequire(import.meta.url)('@mozilla/readability/JSDOMParser.js') as PageParser;

/** Undefined where no article is to be found in the page. Throws for a page that the parser trips over. */
export function readerView(tree: PageTree, address: string): ReaderView | undefined {
  const page = new PageParser().parse(xhtmlOf(tree), address);
  if (!page.documentElement) return undefined;
  const article = new Readability(page, { charThreshold: 200 }).parse();
  if (!article?.content) return undefined;
  const { title, byline, siteName, dir } = article;
  return {
    html: article.content,
    ...(title && { title }),
    ...(byline && { byline }),
    ...(siteName && { siteName }),
    ...((dir === 'ltr' || dir === 'rtl') && { dir }),
  };
}
