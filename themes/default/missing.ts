import { type Html, html } from '../../src/kit/html.ts';
import type { MissingPage } from '../../src/reading/page.ts';
import type { Context } from './context.ts';
import { recentPosts } from './footer.ts';
import { layout } from './layout.ts';
import { searchForm } from './search-form.ts';

/** Nothing is here (404), or no longer (410): a way on from either. */
export function missingPage(page: MissingPage, context: Context): Html {
  const { t, say } = context;
  const gone = page.status === 410;
  const main = html`<div class="notice"><header class="head"><p class="kicker">${context.number(page.status)}</p>
<h1>${say(t(gone ? 'missing.gone-title' : 'missing.title'))}</h1></header>
<p>${say(t(gone ? 'missing.gone-explain' : 'missing.explain'))}</p>
${withdrawal(page, context)}${searchForm({ id: 'query' }, context)}
${page.recent.length > 0 && html`<section class="recent"><h2>${say(t('missing.recent'))}</h2>${recentPosts(page.recent, context)}</section>`}</div>`;
  return layout(main, context, { shape: 'reading' });
}

/** Of a post that was withdrawn: why, where that was said, and the way to what is on record of it. */
function withdrawal({ withdrawn }: MissingPage, { t, say }: Context): Html | false {
  if (withdrawn === undefined) return false;
  const { note, history } = withdrawn;
  return html`${
    note !== '' &&
    html`<section class="why"><h2>${say(t('history.gone-reason'))}</h2><p class="told" dir="auto">${note}</p></section>
`
  }<p><a href="${history}">${say(t('history.gone-history'))}</a></p>
`;
}
