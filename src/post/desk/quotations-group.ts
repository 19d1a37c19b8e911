import { may } from '../../account/may.ts';
import type { Asked } from '../../desk/index.ts';
import { type Html, html } from '../../kit/html.ts';
import { beginningOf } from '../../quotation/beginning.ts';
import { changePath, quotationPath, quotationsPath } from '../../quotation/desk/paths.ts';
import { markWord } from '../../quotation/mark.ts';
import type { Quotation } from '../../quotation/quotation.ts';
import { quotationsOfPost } from '../../quotation/read.ts';

/** So many are listed; the desk's own list has them all. */
const most = 30;

/** What the saved text quotes from sources, each with its verdict, and the way to another. */
export async function quotationsGroup(asked: Asked, postId: number | undefined): Promise<Html | undefined> {
  const { t, actor, site, world } = asked;
  if (!may(actor, 'capture', { siteId: site.id })) return undefined;
  const quotations = postId === undefined ? [] : await quotationsOfPost(world.db, site.id, postId);
  const insert = `${quotationsPath}new${postId === undefined ? '' : `?post=${postId}`}`;
  const entries = quotations.slice(0, most).map((quotation) => entry(asked, quotation));
  return html`<section class="panel" aria-labelledby="quotations" data-quote="${t('quotation.quote-selection')}" data-put="${t('quotation.put')}" data-close="${t('quotation.put-not')}"><h2 id="quotations">${t('quotation.in-text')}</h2>
${
  entries.length === 0
    ? html`<p class="soft">${t('quotation.in-text-none')}</p>\n`
    : html`<ul class="quotations">
${entries}</ul>
`
}<p><a class="button plain insert" href="${insert}">${t('quotation.insert')}</a></p></section>
`;
}

function entry({ t }: Asked, quotation: Quotation): Html {
  const { id } = quotation;
  const { words, dir, lang } = beginningOf(quotation, 70);
  return html`<li><a href="${quotationPath(id)}" dir="${dir}"${lang !== null && html` lang="${lang}"`}>${words}</a> <small>${markWord(t, quotation)}</small> <a class="change" href="${changePath(id)}" aria-label="${t('quotation.change-these', { words })}">${t('quotation.change-link')}</a></li>
`;
}
