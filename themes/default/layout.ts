import { type Html, html } from '../../src/kit/html.ts';
import type { Context } from './context.ts';
import { footer } from './footer.ts';
import { head } from './head.ts';
import { masthead } from './masthead.ts';

export type LayoutOptions = {
  /** Whether the name of the site is the page's heading. */
  readonly home?: boolean;
  /** Language of the main text, where it is not that of the interface. */
  readonly lang?: string | undefined;
  /** Path of a feed that the main part names itself. */
  readonly namedFeed?: string | undefined;
  /** Path of the desk, for whom it is open. */
  readonly desk?: string | undefined;
  /** Class of the main element: `list` for lists of posts, `reading` for one text. */
  readonly shape: 'list' | 'reading';
  /** Whether the page shows records of the archive, which have a style sheet of their own. */
  readonly records?: boolean;
};

/** The document around a page's main part. */
export function layout(
  main: Html,
  context: Context,
  { home = false, lang, shape, namedFeed, desk, records = false }: LayoutOptions,
): Html {
  const { t, say, frame } = context;
  return html`<!DOCTYPE html>
<html lang="${frame.locale}" dir="${frame.direction}">
${head(context, { lang: lang ?? frame.locale, sheet: records ? 'record.css' : sheetOf[shape] })}
<body>
<a class="skip" href="#content">${say(t('skip.content'))}</a>
${masthead(context, { home })}
<main id="content" class="${shape}">
${main}
</main>
${footer(context, { namedFeed, desk })}
</body>
</html>
`;
}

/** A post, which has neither cards nor records, goes without the style of them. */
const sheetOf = { list: 'list.css', reading: undefined } as const;
