import { attribute, type PageTree, walk } from './page-tree.ts';

/** Raised whenever the same page would give another text. */
export const jsonLdVersion = '1';

/** What a page's own metadata call the body of its article (schema.org `articleBody`), the longest where there are several. */
export function articleBody(tree: PageTree): string | undefined {
  let longest: string | undefined;
  walk(tree, {
    enter: (element) => {
      if (element.tagName === 'script' && isJsonLd(attribute(element, 'type'))) {
        const [content] = element.childNodes;
        for (const body of content && 'value' in content ? bodiesIn(content.value) : [])
          if (body.length > (longest?.length ?? 0)) longest = body;
      }
      return true;
    },
  });
  const trimmed = longest?.trim();
  return trimmed === '' ? undefined : trimmed;
}

function isJsonLd(type: string | undefined): boolean {
  return type?.trim().toLowerCase().split(';')[0] === 'application/ld+json';
}

const mostValues = 100_000;

/** Whatever it lies in, and however deep: nothing here calls itself. */
function bodiesIn(json: string): readonly string[] {
  const found: string[] = [];
  const waiting: unknown[] = [parsed(json)];
  for (let looked = 0; waiting.length > 0 && looked < mostValues; looked++) {
    const value = waiting.pop();
    if (typeof value !== 'object' || value === null) continue;
    for (const [name, inner] of Object.entries(value)) {
      if (name === 'articleBody' && typeof inner === 'string') found.push(inner);
      else waiting.push(inner);
    }
  }
  return found;
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
