import type { Capture } from '../../capture/capture.ts';
import { captureHref } from '../../capture/link-state.ts';
import {
  type Asked,
  type Desk,
  deskForm,
  noticed,
  selectField,
  textArea,
  textField,
} from '../../desk/index.ts';
import { plainText } from '../../document/index.ts';
import { type Html, html } from '../../kit/html.ts';
import type { Reply } from '../../kit/http/message.ts';
import { readSource } from '../../source/read.ts';
import type { Source } from '../../source/source.ts';
import { countWords, makeDraft } from '../draft.ts';
import type { Extracted, Extraction } from '../extract/extraction.ts';
import { extractCapture } from '../material.ts';
import { type ConfirmFields, type ConfirmProblem, foundFields, sentFields, wantedOf } from './fields.ts';
import { modeChoices } from './mode.ts';
import { licenceList, rightsFields } from './rights.ts';
import { capturePath, startPath } from './start.ts';

/** What was found in a copy, to be looked at, corrected and confirmed; `?text=all` takes the whole text of a page. */
export async function confirmPage(desk: Desk, asked: Asked, capture: Capture): Promise<Reply> {
  const { world, site, request } = asked;
  const source = await sourceOf(asked, capture);
  const all = request.query.get('text') === 'all';
  const extracted = await extractCapture(world, site.id, capture, { all });
  if (!source) return formPage(desk, asked, { capture, extracted, fields: blank });
  const fields = extracted.ok ? foundFields(extracted.extraction, source) : blankOf(source);
  return formPage(desk, asked, { capture, source, extracted, fields });
}

export async function takeConfirmed(desk: Desk, asked: Asked, capture: Capture): Promise<Reply> {
  const { world, site, account, form, t } = asked;
  const fields = sentFields(form);
  const source = await sourceOf(asked, capture);
  const words = Number(form.get('words'));
  const page = { capture, fields, ...(source && { source }) };
  const read = wantedOf(fields);
  if (!read.ok) return formPage(desk, asked, { ...page, wrong: read.wrong });
  const whole = { words: Number.isSafeInteger(words) && words > 0 ? words : countWords(fields.text) };
  const made = await world.db.write((tx) =>
    makeDraft(tx, { site, account }, { capture, whole }, read.wanted),
  );
  if (made.ok) return noticed(asked, `${startPath}posts/${made.id}/`, { text: t('republish.drafted') });
  return formPage(desk, asked, {
    ...page,
    wrong: made.reason === 'no-title' ? ['title'] : ['text'],
    refused: made.reason,
  });
}

async function sourceOf({ world, site }: Asked, { sourceId }: Capture): Promise<Source | undefined> {
  return sourceId === null ? undefined : readSource(world.db, site.id, sourceId);
}

const blank: ConfirmFields = {
  title: '',
  author: '',
  publisher: '',
  published: '',
  lang: '',
  text: '',
  before: '',
  after: '',
  mode: 'whole',
  translator: '',
  via: '',
  licence: '',
  basis: '',
  permission: '',
  policy: '',
};

/** Where nothing could be read from the copy, what is known of the source stays. */
function blankOf(source: Source): ConfirmFields {
  const { title, author, publisher, published, lang, licence, legalBasis, permission } = source;
  const known = { title, author, publisher, published: published ?? '', lang: lang ?? '', licence };
  return { ...blank, ...known, basis: legalBasis, permission };
}

type Page = {
  readonly capture: Capture;
  readonly source?: Source;
  readonly fields: ConfirmFields;
  /** Absent when a form was sent: what it says is the writer's now. */
  readonly extracted?: Extracted;
  readonly wrong?: readonly ConfirmProblem[];
  readonly refused?: string;
};

function formPage(desk: Desk, asked: Asked, page: Page): Promise<Reply> {
  const { t, form } = asked;
  const { capture, fields, extracted, wrong = [], refused } = page;
  const problem = (name: ConfirmProblem) =>
    wrong.includes(name) ? t('republish.problem', { field: name === 'text' ? 'other' : name }) : undefined;
  const found = extracted?.ok ? extracted.extraction : undefined;
  const words = found ? countWords(plainText(found.document).text) : Number(form.get('words') ?? 0);
  const sheet = html`<div class="sheet">
${textField({ name: 'title', label: t('republish.field-title'), value: fields.title, problem: problem('title'), most: 500 })}${textArea(
  {
    name: 'before',
    label: t('republish.before'),
    value: fields.before,
    rows: 4,
    hint: t('republish.own-words'),
  },
)}${textArea({
  name: 'text',
  label: t('republish.republished-text'),
  value: fields.text,
  rows: 24,
  hint: t('republish.republished-hint'),
  problem: refused === undefined || wrong.includes('title') ? problem('text') : t('republish.text-refused'),
})}${textArea({ name: 'after', label: t('republish.after'), value: fields.after, rows: 4 })}</div>
`;
  const side = html`<div class="side">
<section class="panel" aria-labelledby="kind"><h2 id="kind">${t('republish.how-much')}</h2>
${selectField({ name: 'mode', label: t('republish.mode'), value: fields.mode }, modeChoices(asked))}${textField({ name: 'translator', label: t('republish.translator'), value: fields.translator, most: 300, hint: t('republish.translator-hint') })}${textField(
  { name: 'via', label: t('republish.via'), value: fields.via, most: 2_000, hint: t('republish.via-hint') },
)}<p class="buttons"><button type="submit">${t('republish.make-draft')}</button></p></section>
<section class="panel" aria-labelledby="origin"><h2 id="origin">${t('republish.origin')}</h2>
<p class="soft">${t('republish.origin-text')}</p>
${textField({ name: 'author', label: t('republish.author'), value: fields.author, most: 300 })}${textField({ name: 'publisher', label: t('republish.publisher'), value: fields.publisher, most: 300 })}${textField(
  {
    name: 'published',
    label: t('republish.published'),
    value: fields.published,
    dir: 'ltr',
    hint: t('republish.published-hint'),
    problem: problem('published'),
  },
)}${textField({ name: 'lang', label: t('republish.lang'), value: fields.lang, dir: 'ltr', most: 35, problem: problem('lang') })}</section>
<section class="panel" aria-labelledby="rights"><h2 id="rights">${t('republish.rights')}</h2>
${licenceList()}${rightsFields(asked, fields)}</section>
</div>
`;
  return desk.page(asked, {
    title: t('republish.confirm'),
    section: 'posts',
    wide: true,
    main: html`${aboutCapture(asked, page)}${extracted && !extracted.ok && refusal(asked, extracted)}${deskForm(
      asked,
      { action: capturePath(capture.id), className: 'columns writing' },
      html`<input type="hidden" name="words" value="${words}">${sheet}${side}`,
    )}${found && taken(asked, capture, found)}`,
    ...(wrong.length > 0 && {
      status: 422,
      notice: { text: t('post-desk.look-again', { count: wrong.length }), tone: 'bad' },
    }),
  });
}

function aboutCapture({ t }: Asked, { capture, source }: Page): Html {
  const address = source?.address ?? (/^https?:/.test(capture.address) ? capture.address : undefined);
  return html`<p class="soft">${address !== undefined && html`<a dir="ltr" href="${address}" rel="noreferrer">${address}</a> · `}<a href="${captureHref(capture.id)}">${t('republish.copy')}</a>${
    source && html` · <a href="/-/admin/sources/${source.id}/">${t('republish.source-desk')}</a>`
  }${capture.method === 'file' && html` · ${t('republish.supplied')}`}</p>
`;
}

function refusal({ t }: Asked, { reason }: Extracted & { readonly ok: false }): Html {
  return html`<p role="alert">${t('republish.nothing-found', { reason: reason === 'too-large' ? 'large' : reason === 'too-slow' || reason === 'too-deep' ? 'hard' : 'other' })}</p>
`;
}

/** Nothing is dropped silently: how much of the page was taken, and what was not. */
function taken({ t }: Asked, capture: Capture, extraction: Extraction): Html {
  const { share, leftOut, leftOutCount, from } = extraction;
  const percent = Math.round(share * 100);
  return html`<section class="panel taken" aria-labelledby="taken"><h2 id="taken">${t('republish.taken', { percent })}</h2>
<p>${t('republish.taken-from', { from: from === 'article' ? 'article' : 'other' })}${from === 'article' && html` <a href="${capturePath(capture.id)}?text=all">${t('republish.take-all')}</a>`}</p>
${
  leftOutCount > 0 &&
  html`<details><summary>${t('republish.left-out', { count: leftOutCount })}</summary>
<ul>${leftOut.map((line) => html`<li dir="auto">${line}</li>\n`)}</ul></details>
`
}</section>
`;
}
