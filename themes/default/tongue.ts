import { type Html, html, nothing } from '../../src/kit/html.ts';
import type { BlockFrame } from '../../src/reading/page.ts';
import type { Tongue } from './context.ts';

/** The `lang` and `dir` attributes of a text, with a leading space; nothing where they are the page's own. */
export function tongueOf({ lang, dir }: Tongue, frame: BlockFrame): Html {
  const differsInLanguage = lang !== undefined && lang !== frame.locale;
  const differsInDirection = dir !== undefined && dir !== frame.direction;
  if (!differsInLanguage && !differsInDirection) return nothing;
  return html`${differsInLanguage && html` lang="${lang}"`}${differsInDirection && html` dir="${dir}"`}`;
}

/** The `lang` of the interface's own words inside a text of another language. */
export function furnitureOf({ lang }: Tongue, frame: BlockFrame): Html {
  return lang !== undefined && lang !== frame.locale ? html` lang="${frame.locale}"` : nothing;
}
