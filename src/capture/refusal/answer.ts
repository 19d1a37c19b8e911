import { type HtmlText, visibleText } from '../text/html-text.ts';
import { attribute, type PageElement, parsePage, plainText, walk } from '../text/page-tree.ts';

/** What answered at an address, as far as it takes to tell a page from what stands in its place. */
export type PageAnswer = {
  /** As it was asked for. */
  readonly asked: string;
  /** Where the answer came from. */
  readonly url: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly html: string;
  readonly text: HtmlText;
};

/** A page, told by the things in which pages and what stands in their place differ. */
export type PageTraits = PageAnswer & {
  readonly title: string;
  readonly headings: readonly string[];
  /** What readers see of it: without hidden words and without comments. */
  readonly visible: string;
  readonly hasPasswordField: boolean;
  readonly canonical: string | undefined;
};

export function traitsOf(answer: PageAnswer): PageTraits {
  const headings: string[] = [];
  let hasPasswordField = false;
  let canonical: string | undefined;
  walk(parsePage(answer.html), {
    enter: (element) => {
      if ((element.tagName === 'h1' || element.tagName === 'h2') && headings.length < 10)
        headings.push(plainText(element, 300));
      if (element.tagName === 'input' && attribute(element, 'type')?.toLowerCase() === 'password')
        hasPasswordField = true;
      if (isCanonical(element)) canonical ??= attribute(element, 'href');
      return true;
    },
  });
  const visible = visibleText(answer.text).trim();
  return { ...answer, title: answer.text.title ?? '', headings, visible, hasPasswordField, canonical };
}

function isCanonical(element: PageElement): boolean {
  return element.tagName === 'link' && attribute(element, 'rel')?.toLowerCase() === 'canonical';
}
