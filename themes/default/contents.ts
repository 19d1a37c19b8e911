import { type Html, html, trusted } from '../../src/kit/html.ts';
import type { PostPage } from '../../src/reading/page.ts';
import type { Context } from './context.ts';
import { furnitureOf } from './tongue.ts';

/** Up to so many headings the list is open at first: a longer one would push the text off the screen. */
const shownAtOnce = 9;

/** The headings of a long text, as a list that can be folded away. */
export function contents({ contents: headings, lang }: PostPage, context: Context): Html | false {
  if (headings.length === 0) return false;
  const open = headings.length <= shownAtOnce && html` open`;
  return html`<nav class="contents" aria-labelledby="contents-title"><details${open}><summary id="contents-title"${furnitureOf({ lang }, context.frame)}>${context.say(context.t('post.contents'))}</summary>
${nested(headings)}</details></nav>`;
}

/** Headings may jump a level down or begin deep: a list opens one level at a time. */
function nested(headings: PostPage['contents']): Html {
  const open: number[] = [];
  let out = '';
  for (const { id, level, text } of headings) {
    while (open.length > 1 && level < open.at(-1)!) {
      open.pop();
      out += '</li></ol>';
    }
    if (open.length === 0 || level > open.at(-1)!) {
      open.push(level);
      out += '<ol><li>';
    } else out += '</li><li>';
    out += html`<a href="#${id}">${text}</a>`.toString();
  }
  return trusted(out + '</li></ol>'.repeat(open.length));
}
