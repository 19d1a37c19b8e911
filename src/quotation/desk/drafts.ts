import { hidden } from '../../account/fields.ts';
import { onwards } from '../../account/reply.ts';
import { capturesOfSource } from '../../capture/read.ts';
import { requestCapture } from '../../capture/save.ts';
import { type Asked, actionButton, type Desk, deskForm, noticed, selectField } from '../../desk/index.ts';
import { type Html, html } from '../../kit/html.ts';
import { idIn } from '../../kit/http/form.ts';
import type { Reply } from '../../kit/http/message.ts';
import { checkTexts, type Looked } from '../check-texts.ts';
import { dropDraft, type QuotationDraft, readDraft, readySource, saveDraft } from '../draft.ts';
import { toneOf, verdictWord } from '../mark.ts';
import { previewOf } from '../preview.ts';
import { insertionOf, quotationDocument, quotationMarkdown } from './directive.ts';
import { fieldsFrom, type QuotationFields, type QuotationProblems, readQuotationFields } from './fields.ts';
import { quotationForm, readSuggestions } from './form-view.ts';
import type { IntoPost } from './into-post.ts';
import { draftPath, quotationsPath } from './paths.ts';
import { aboutIn } from './verdict-view.ts';

/** `GET /-/admin/quotations/new`: also from elsewhere, with `text`, `url` and `title`. */
export async function showNew(desk: Desk, asked: Asked): Promise<Reply> {
  return newPage(desk, asked, fieldsFrom(asked.request.query), {});
}

/** `POST /-/admin/quotations/new` */
export async function takeNew(desk: Desk, asked: Asked): Promise<Reply> {
  const fields = fieldsFrom(asked.form);
  const read = readQuotationFields(fields);
  if (!read.ok) return newPage(desk, asked, fields, read.problems);
  const { world, site, account } = asked;
  if (asked.request.header('accept') === 'application/json')
    return insertion(asked, fields, read.read.address);
  const draft = await world.db.write((tx) =>
    saveDraft(tx, site.id, {
      accountId: account.id,
      address: read.read.address,
      fields: JSON.stringify({ ...fields, address: read.read.address }),
    }),
  );
  return onwards(draftPath(draft.id));
}

/** To the form of a post, which puts it at its cursor. */
async function insertion(asked: Asked, fields: QuotationFields, address: string): Promise<Reply> {
  const { world, site, account, form } = asked;
  const sourceId = await world.db.write((tx) => readySource(tx, site.id, { address, accountId: account.id }));
  const format = form.get('format') === 'html' ? 'html' : 'markdown';
  return {
    status: 200,
    headers: { 'content-type': 'application/json', 'cache-control': 'no-store' },
    body: JSON.stringify(insertionOf({ ...fields, address }, sourceId, format)),
  };
}

async function newPage(
  desk: Desk,
  asked: Asked,
  fields: QuotationFields,
  problems: QuotationProblems,
): Promise<Reply> {
  const { t } = asked;
  const form = quotationForm(asked, {
    action: `${quotationsPath}new`,
    submit: t('quotation.look'),
    fields,
    problems,
    suggestions: await readSuggestions(asked),
  });
  return desk.page(asked, {
    title: t('quotation.new'),
    section: 'quotations',
    main: html`<p>${t('quotation.new-intro')}</p>
${form}`,
    ...(Object.keys(problems).length > 0 && { status: 422 }),
  });
}

/** `GET /-/admin/quotations/drafts/3/`: what was found so far; while the source is archived, that it is. */
export async function showDraft(desk: Desk, asked: Asked, posts: IntoPost): Promise<Reply> {
  const draft = await draftIn(asked);
  return draft ? draftPage(desk, asked, posts, draft, fieldsOf(draft), {}) : gone(desk, asked);
}

/** `POST /-/admin/quotations/drafts/3/`: changed, asked for again, or put into a text. */
export async function takeDraft(desk: Desk, asked: Asked, posts: IntoPost): Promise<Reply> {
  const draft = await draftIn(asked);
  if (!draft) return gone(desk, asked);
  const { world, site, account, form } = asked;
  const step = form.get('do');
  if (step === 'put') return put(desk, asked, posts, draft);
  if (step === 'http' || step === 'browser') {
    const { sourceId } = draft;
    const { address } = fieldsOf(draft);
    if (sourceId !== null)
      await world.db.write((tx) =>
        requestCapture(tx, site.id, { address, sourceId, method: step, by: account.id }),
      );
    return onwards(draftPath(draft.id));
  }
  const fields = fieldsFrom(form);
  const read = readQuotationFields(fields);
  if (!read.ok) return draftPage(desk, asked, posts, draft, fields, read.problems);
  const { address } = read.read;
  await world.db.write((tx) =>
    saveDraft(tx, site.id, {
      id: draft.id,
      accountId: account.id,
      address,
      fields: JSON.stringify({ ...fields, address }),
    }),
  );
  return onwards(draftPath(draft.id));
}

async function put(desk: Desk, asked: Asked, posts: IntoPost, draft: QuotationDraft): Promise<Reply> {
  const { world, site, t, form } = asked;
  const fields = fieldsOf(draft);
  const chosen = idIn(form.get('post'));
  const done = await posts.put(asked, {
    postId: chosen > 0 ? chosen : undefined,
    title: fields.speaker,
    markdown: quotationMarkdown(fields, draft.sourceId),
  });
  if (!done.ok)
    return desk.page(asked, {
      title: t('quotation.new'),
      section: 'quotations',
      status: 403,
      main: html`<p role="alert">${t('quotation.put-failed')}</p>
<p><a class="button" href="${draftPath(draft.id)}">${t('quotation.look-again')}</a></p>`,
    });
  await world.db.write((tx) => dropDraft(tx, site.id, draft.id));
  return noticed(asked, done.href, { text: t('quotation.put-done') });
}

async function draftIn({ world, site, account, params }: Asked): Promise<QuotationDraft | undefined> {
  return readDraft(world.db, site.id, idIn(params.id), account.id);
}

function fieldsOf({ fields }: QuotationDraft): QuotationFields {
  return JSON.parse(fields) as QuotationFields;
}

function gone(desk: Desk, asked: Asked): Promise<Reply> {
  const { t } = asked;
  return desk.page(asked, {
    title: t('quotation.new'),
    section: 'quotations',
    status: 404,
    main: html`<p role="alert">${t('quotation.draft-gone')}</p>
<p><a class="button" href="${quotationsPath}new">${t('quotation.new')}</a></p>`,
  });
}

async function draftPage(
  desk: Desk,
  asked: Asked,
  posts: IntoPost,
  draft: QuotationDraft,
  fields: QuotationFields,
  problems: QuotationProblems,
): Promise<Reply> {
  const { t, world, site } = asked;
  const [looked] = await checkTexts(world, site.id, quotationDocument(fieldsOf(draft), draft.sourceId));
  const form = quotationForm(asked, {
    action: draftPath(draft.id),
    submit: t('quotation.change'),
    fields,
    problems,
    suggestions: await readSuggestions(asked),
  });
  const state = await stateOf(asked, draft, looked);
  const waits = looked?.settled.verdict === 'pending';
  return desk.page(asked, {
    title: t('quotation.new'),
    section: 'quotations',
    main: html`${state}${await putForm(asked, posts, draft, fieldsOf(draft))}<section class="panel" aria-labelledby="change"><h2 id="change">${t('quotation.one')}</h2>
${form}</section>
`,
    ...(waits && { scripts: ['wait'] }),
    ...(Object.keys(problems).length > 0 && { status: 422 }),
  });
}

/** The verdict, or that it is waited for; the page looks again by itself where scripts run. */
async function stateOf(asked: Asked, draft: QuotationDraft, looked: Looked | undefined): Promise<Html> {
  const { t, world, site } = asked;
  const again = html`<p class="buttons"><a class="button plain" href="${draftPath(draft.id)}">${t('quotation.look-again')}</a></p>`;
  if (looked === undefined || looked.settled.verdict === 'pending') {
    const captures = draft.sourceId === null ? [] : await capturesOfSource(world.db, site.id, draft.sourceId);
    const step = captures.find(({ status }) => status === 'running')?.progress ?? 'other';
    return html`<div class="panel" data-waits="quotation-${draft.id}" role="status"><p>${t('quotation.waiting', { step })}</p>
<p>${t('quotation.waiting-text')}</p></div>
${again}`;
  }
  const { verdict, reason, copy } = looked.settled;
  const cited = await previewOf(world, site.id, looked);
  return html`<section class="panel" aria-labelledby="verdict"><h2 id="verdict">${t('quotation.column-verdict')}</h2>
<p class="verdict ${toneOf({ verdict, reason })}"><strong>${verdictWord(t, verdict, reason)}</strong></p>
${cited && aboutIn(asked, cited)}${copy === null && tryAgain(asked, draft)}</section>
`;
}

function tryAgain(asked: Asked, { id }: QuotationDraft): Html {
  const { t } = asked;
  const action = draftPath(id);
  return html`<div class="buttons">${actionButton(asked, { action, label: t('quotation.try-again'), fields: { do: 'http' }, tone: 'plain' })}${actionButton(asked, { action, label: t('quotation.with-browser'), fields: { do: 'browser' }, tone: 'plain' })}</div>
`;
}

async function putForm(
  asked: Asked,
  posts: IntoPost,
  draft: QuotationDraft,
  fields: QuotationFields,
): Promise<Html> {
  const { t } = asked;
  const recent = await posts.recent(asked);
  const form = deskForm(
    asked,
    { action: draftPath(draft.id), className: 'row' },
    html`${hidden('do', 'put')}${selectField(
      { name: 'post', label: t('quotation.put-where'), value: fields.post },
      [
        { value: '', label: t('quotation.put-new') },
        ...recent.map(({ id, title }) => ({ value: String(id), label: title || t('post-desk.untitled') })),
      ],
    )}<p class="buttons"><button type="submit">${t('quotation.put')}</button></p>`,
  );
  return html`<section class="panel" aria-labelledby="put"><h2 id="put">${t('quotation.put')}</h2>
${form}<details><summary>${t('quotation.as-markdown')}</summary><pre class="code" dir="auto">${quotationMarkdown(fields, draft.sourceId)}</pre></details></section>
`;
}
