import { may } from '../../account/may.ts';
import { publicNameOf, writersOf } from '../../author/read.ts';
import { authorOfAccount } from '../../author/save.ts';
import { type Asked, actionButton, type Desk, deskForm, noticed, textArea } from '../../desk/index.ts';
import { type Html, html } from '../../kit/html.ts';
import { idIn } from '../../kit/http/form.ts';
import type { Reply } from '../../kit/http/message.ts';
import { citedBy } from '../cited.ts';
import { isVerbatim, markWord } from '../mark.ts';
import { vouch, withdraw } from '../override.ts';
import type { Quotation } from '../quotation.ts';
import { readQuotation } from '../read.ts';
import { askToCheck } from '../save.ts';
import type { IntoPost } from './into-post.ts';
import { changePath, quotationPath, quotationsPath } from './paths.ts';
import { aboutIn } from './verdict-view.ts';

/** `GET /-/admin/quotations/5/` */
export async function showOne(desk: Desk, asked: Asked, posts: IntoPost, problem?: string): Promise<Reply> {
  const { t, world, site } = asked;
  const quotation = await quotationIn(asked);
  if (!quotation) return missing(desk, asked);
  const [cited] = await citedBy(world.db, site.id, [quotation]);
  const { text, dir, lang, translations, postId } = quotation;
  const waits = quotation.verdict === 'pending';
  return desk.page(asked, {
    title: t('quotation.one'),
    section: 'quotations',
    ...(waits && { scripts: ['wait'] }),
    ...(problem !== undefined && { status: 422 }),
    main: html`<section class="panel" aria-labelledby="verdict"><blockquote dir="${dir}"${lang !== null && html` lang="${lang}"`}>${text}</blockquote>
${translations.map((each) => html`<blockquote class="soft" dir="${each.dir}"${each.lang !== undefined && html` lang="${each.lang}"`}>${each.text}</blockquote>`)}
<h2 id="verdict"${waits && html` data-waits="${quotation.id}"`}>${markWord(t, quotation)}</h2>
${cited && aboutIn(asked, cited)}
<p>${await postLink(asked, postId)}</p>
<div class="buttons">${(await posts.saved(asked, postId)) && html`<a class="button" href="${changePath(quotation.id)}">${t('quotation.change-title')}</a>`}${actionButton(asked, { action: `${quotationPath(quotation.id)}check`, label: t('quotation.look-again'), tone: 'plain' })}</div></section>
${(await mayVouch(asked, posts, quotation)) && vouchForm(asked, quotation, problem)}`,
  });
}

/** `POST /-/admin/quotations/5/check` */
export async function takeCheck(desk: Desk, asked: Asked): Promise<Reply> {
  const { world, site, t } = asked;
  const quotation = await quotationIn(asked);
  if (!quotation) return missing(desk, asked);
  await world.db.write((tx) => askToCheck(tx, site.id, quotation.postId));
  return noticed(asked, quotationPath(quotation.id), { text: t('quotation.asked') });
}

/** `POST /-/admin/quotations/5/override`: with `do=withdraw` the word is taken back. */
export async function takeOverride(desk: Desk, asked: Asked, posts: IntoPost): Promise<Reply> {
  const { world, site, account, t, form } = asked;
  const quotation = await quotationIn(asked);
  if (!quotation) return missing(desk, asked);
  if (form.get('do') === 'withdraw') {
    await world.db.write((tx) => withdraw(tx, site.id, quotation.id));
    return noticed(asked, quotationPath(quotation.id), { text: t('quotation.withdrawn') });
  }
  const reason = (form.get('reason') ?? '').replace(/\s+/g, ' ').trim().slice(0, 1_000);
  if (reason.length < 4) return showOne(desk, asked, posts, t('quotation.vouch-needs'));
  await world.db.write(async (tx) => {
    await authorOfAccount(tx, site.id, account);
    const by = await publicNameOf(tx, site.id, account.id);
    await vouch(tx, site.id, quotation.id, { by, accountId: account.id, reason });
  });
  return noticed(asked, quotationPath(quotation.id), { text: t('quotation.vouch-done') });
}

/** Whether who asks may vouch for the words of the path: editors, and the authors of their post. */
export async function mayVouchThis(asked: Asked, posts: IntoPost): Promise<boolean> {
  const quotation = await quotationIn(asked);
  return quotation === undefined
    ? may(asked.actor, 'manage-sources', { siteId: asked.site.id })
    : mayVouch(asked, posts, quotation);
}

async function mayVouch(asked: Asked, posts: IntoPost, { postId }: Quotation): Promise<boolean> {
  const writtenBy = await posts.writtenBy(asked, postId);
  return may(asked.actor, 'override-verdict', { siteId: asked.site.id, writtenBy });
}

/** The quotation of the path; of what readers cannot see, only to who may read it before them. */
async function quotationIn({ world, site, params, actor }: Asked): Promise<Quotation | undefined> {
  const quotation = await readQuotation(world.db, site.id, idIn(params.id));
  if (quotation === undefined || quotation.listedAt !== null) return quotation;
  const writtenBy = await writersOf(world.db, site.id, quotation.postId);
  return may(actor, 'read-unpublished', { siteId: site.id, writtenBy }) ? quotation : undefined;
}

function vouchForm(asked: Asked, quotation: Quotation, problem: string | undefined): Html | false {
  const { t } = asked;
  const action = `${quotationPath(quotation.id)}override`;
  if (quotation.override !== null)
    return html`<div class="buttons">${actionButton(asked, { action, label: t('quotation.withdraw'), fields: { do: 'withdraw' }, tone: 'bad' })}</div>`;
  if (quotation.verdict === 'pending' || (isVerbatim(quotation.verdict) && quotation.verdict !== 'edited'))
    return false;
  return html`<section class="panel" aria-labelledby="vouch"><h2 id="vouch">${t('quotation.vouch')}</h2>
<p>${t('quotation.vouch-text')}</p>
${deskForm(
  asked,
  { action },
  html`${textArea({ name: 'reason', label: t('quotation.vouch-reason'), rows: 3, required: true, most: 1_000, problem })}<p class="buttons"><button type="submit">${t('quotation.vouch')}</button></p>`,
)}</section>
`;
}

async function postLink({ world, site, t }: Asked, postId: number): Promise<Html> {
  const row = await world.db.read
    .selectFrom('post')
    .select(['title', 'type'])
    .where('site_id', '=', site.id)
    .where('id', '=', postId)
    .executeTakeFirst();
  const title = html`<bdi>${row?.title || `#${postId}`}</bdi>`;
  return html`<a href="/-/admin/${row?.type ?? 'post'}s/${postId}/">${t.html('quotation.in-post', { title })}</a>`;
}

export function missing(desk: Desk, asked: Asked): Promise<Reply> {
  const { t } = asked;
  return desk.page(asked, {
    title: t('quotation.one'),
    section: 'quotations',
    status: 404,
    main: html`<p role="alert">${t('quotation.missing')}</p>
<p><a class="button" href="${quotationsPath}">${t('quotation.title')}</a></p>`,
  });
}
