import { type Html, html } from '../../src/kit/html.ts';
import type { RecordPage } from '../../src/reading/page.ts';
import type { Context } from './context.ts';
import { layout } from './layout.ts';
import { tongueOf } from './tongue.ts';

/** What a feature shows of the archive: its own content below the heading, in the frame of the site. */
export function recordPage(page: RecordPage, context: Context): Html {
  const { title, kicker, main, wide } = page;
  const content = html`<div class="record${wide && ' wide'}">
<header class="head">${kicker !== undefined && html`<p class="kicker">${kicker}</p>\n`}<h1${tongueOf(page, context.frame)}>${title}</h1></header>
${main}
</div>`;
  return layout(content, context, { shape: 'reading', records: true });
}
