import { capturesOfSource, readCapture } from '../../capture/read.ts';
import { requestCapture } from '../../capture/save.ts';
import {
  type Asked,
  actionButton,
  type Desk,
  deskForm,
  noticed,
  radioGroup,
  selectField,
  textArea,
  textField,
} from '../../desk/index.ts';
import type { Transaction } from '../../kit/database/index.ts';
import { type Html, html } from '../../kit/html.ts';
import { idIn } from '../../kit/http/form.ts';
import type { Reply } from '../../kit/http/message.ts';
import { mayBegin, mayEdit, readRightful } from '../../post/rights.ts';
import { readSource, readSources } from '../../source/read.ts';
import { sourceName } from '../../source/source.ts';
import { readOffer } from '../offer.ts';
import { republicationsOf } from '../read.ts';
import { indexPolicies, type Republication } from '../republication.ts';
import { changeOffer, changeRepublication, compareAgain, dropNamed } from '../save.ts';
import { comparison } from './comparison.ts';
import { licenceList, rightsFields } from './rights.ts';
import { startPath } from './start.ts';

/** Whether who asks may change the post; of one that is not there nothing is refused. */
export async function mayChangeThis({ world, site, actor, params }: Asked): Promise<boolean> {
  const post = await readRightful(world.db, site.id, idIn(params.id));
  return post ? mayEdit(actor, site.id, post) : mayBegin(actor, site.id, 'post');
}

export function postPath(id: number): string {
  return `${startPath}posts/${id}/`;
}

/** `GET /-/admin/republish/posts/12/`: where a post comes from, how the comparison went, and who may take it over. */
export async function showPost(desk: Desk, asked: Asked): Promise<Reply> {
  const { world, site, params, t } = asked;
  const id = idIn(params.id);
  const post = await titleOf(asked, id);
  if (post === undefined) return missing(desk, asked);
  const parts = await republicationsOf(world.db, site.id, id);
  const waits = parts.some(({ verdict }) => verdict === 'pending');
  const shown: Html[] = [];
  for (const part of parts) shown.push(await partOf(asked, part));
  return desk.page(asked, {
    title: t('republish.post-title', { title: post || t('post-desk.untitled') }),
    section: 'posts',
    actions: html`<a class="button" href="/-/admin/posts/${id}/">${t('republish.old-edit')}</a> <a class="button plain" href="/-/admin/posts/${id}/preview">${t('post-desk.preview')}</a>`,
    scripts: waits ? ['wait'] : [],
    main: html`${parts.length === 0 && html`<p class="empty">${t('republish.post-none')} <a href="${startPath}">${t('republish.title')}</a></p>\n`}${
      waits && html`<p data-waits="comparison" role="status">${t('republish.comparing')}</p>\n`
    }${licenceList()}${shown}${await offerForm(asked, id)}`,
  });
}

/** `POST /-/admin/republish/posts/12/`: `do` is `save`, `again`, `capture`, `drop` or `offer`. */
export async function takePost(desk: Desk, asked: Asked): Promise<Reply> {
  const { world, site, account, params, form, t } = asked;
  const id = idIn(params.id);
  if ((await titleOf(asked, id)) === undefined) return missing(desk, asked);
  const parts = await republicationsOf(world.db, site.id, id);
  const part = parts.find(({ key }) => key === (form.get('key') ?? ''));
  const text = (name: string) => (form.get(name) ?? '').replaceAll('\r\n', '\n');
  await world.db.write(async (tx) => {
    switch (form.get('do')) {
      case 'again':
        return compareAgain(tx, site.id, id);
      case 'drop':
        return dropNamed(tx, site.id, id);
      case 'offer':
        return changeOffer(tx, site.id, id, {
          offered: offeredIn(form.get('offered')),
          licence: text('offer-licence'),
          terms: text('offer-terms'),
        });
      case 'capture': {
        const source = part && (await readSource(tx, site.id, part.sourceId));
        if (source?.address)
          await requestCapture(tx, site.id, {
            address: source.address,
            sourceId: source.id,
            method: 'http',
            by: account.id,
          });
        return;
      }
      default:
        if (part)
          await changeRepublication(tx, site.id, part, {
            via: text('via'),
            translator: text('translator'),
            licence: text('licence'),
            legalBasis: text('basis'),
            permission: text('permission'),
            indexPolicy: indexPolicies.find((one) => one === form.get('policy')) ?? part.indexPolicy,
            captureId: await copyNamed(tx, site.id, part, idIn(form.get('capture'))),
          });
    }
  });
  return noticed(asked, postPath(id), { text: t('republish.saved') });
}

/** A copy of the same source, and no other. */
async function copyNamed(
  tx: Transaction,
  siteId: number,
  { sourceId }: Republication,
  id: number,
): Promise<number | null> {
  const capture = id === 0 ? undefined : await readCapture(tx, siteId, id);
  return capture?.sourceId === sourceId && capture.status === 'done' ? id : null;
}

function offeredIn(text: string | null): 'site' | 'yes' | 'no' {
  return text === 'yes' || text === 'no' ? text : 'site';
}

async function titleOf({ world, site }: Asked, id: number): Promise<string | undefined> {
  const row = await world.db.read
    .selectFrom('post')
    .select('title')
    .where('site_id', '=', site.id)
    .where('id', '=', id)
    .executeTakeFirst();
  return row?.title;
}

async function partOf(asked: Asked, part: Republication): Promise<Html> {
  const { world, site, t, params } = asked;
  const action = postPath(idIn(params.id));
  const sources = await readSources(world.db, site.id, [part.sourceId, part.viaSourceId ?? part.sourceId]);
  const source = sources.get(part.sourceId);
  const via = part.viaSourceId === null ? undefined : sources.get(part.viaSourceId);
  const captures = (await capturesOfSource(world.db, site.id, part.sourceId)).filter(
    ({ status, visibility }) => status === 'done' && visibility !== 'removed',
  );
  const id = `part-${part.key || 'named'}`;
  return html`<section class="panel" aria-labelledby="${id}"><h2 id="${id}">${t('republish.block', { mode: part.mode === 'named' ? 'other' : part.mode })}</h2>
<p>${source && html`<a href="/-/admin/sources/${source.id}/" dir="auto">${sourceName(source)}</a>`}${source?.address && html` · <a href="${source.address}" dir="ltr" rel="noreferrer">${source.address}</a>`}</p>
${comparison(asked, part)}<details><summary>${t('republish.details')}</summary>
${deskForm(
  asked,
  { action },
  html`<input type="hidden" name="key" value="${part.key}">${textField({ name: 'via', label: t('republish.via'), value: via?.address ?? via?.title ?? '', hint: t('republish.via-hint') })}${textField(
    { name: 'translator', label: t('republish.translator'), value: part.translator, most: 300 },
  )}${selectField({ name: 'capture', label: t('republish.copy'), value: String(part.captureId ?? '') }, [
    { value: '', label: t('republish.newest-copy') },
    ...captures.map((capture) => ({
      value: String(capture.id),
      label: `${capture.id} · ${capture.capturedAt?.slice(0, 16).replace('T', ' ') ?? ''}`,
    })),
  ])}${rightsFields(asked, { licence: part.licence, basis: part.legalBasis, permission: part.permission, policy: part.indexPolicy }, false)}<p class="buttons"><button type="submit" name="do" value="save">${t('desk.save')}</button></p>
`,
)}</details>
<div class="buttons">${part.verdict !== null && actionButton(asked, { action, label: t('republish.compare-again'), fields: { do: 'again' }, tone: 'plain' })}${
    source?.address &&
    actionButton(asked, {
      action,
      label: t('republish.capture-again'),
      fields: { do: 'capture', key: part.key },
      tone: 'plain',
    })
  }${part.key === '' && actionButton(asked, { action, label: t('republish.drop-named'), fields: { do: 'drop' }, tone: 'plain' })}</div></section>
`;
}

async function offerForm(asked: Asked, id: number): Promise<Html> {
  const { world, site, t } = asked;
  const offer = await readOffer(world.db, site.id, id);
  const value = offer === undefined ? 'site' : offer.offered === 1 ? 'yes' : 'no';
  return html`<section class="panel" aria-labelledby="offer"><h2 id="offer">${t('republish.offer')}</h2>
<p>${t('republish.offer-text')}</p>
${deskForm(
  asked,
  { action: postPath(id) },
  html`${radioGroup(
    { name: 'offered', label: t('republish.offered'), value },
    (['site', 'yes', 'no'] as const).map((each) => ({
      value: each,
      label: t('republish.offered-choice', { choice: each === 'no' ? 'other' : each }),
    })),
  )}${textField({ name: 'offer-licence', label: t('republish.licence'), value: offer?.licence ?? '', list: 'licences', hint: t('republish.offer-licence-hint') })}${textArea(
    { name: 'offer-terms', label: t('setting.republish-terms'), value: offer?.terms ?? '', rows: 3 },
  )}<p class="buttons"><button type="submit" name="do" value="offer" class="plain">${t('desk.save')}</button></p>
`,
)}</section>
`;
}

function missing(desk: Desk, asked: Asked): Promise<Reply> {
  const { t } = asked;
  return desk.page(asked, {
    title: t('republish.title'),
    section: 'posts',
    status: 404,
    main: html`<p role="alert">${t('republish.no-post')}</p>`,
  });
}
