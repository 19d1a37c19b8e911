import { type Asked, type Desk, type Notice, noticed } from '../../desk/index.ts';
import type { Loss } from '../../document/index.ts';
import { type Html, html } from '../../kit/html.ts';
import { idIn } from '../../kit/http/form.ts';
import type { Reply } from '../../kit/http/message.ts';
import { checkTexts } from '../../quotation/check-texts.ts';
import { quotationsOfPost } from '../../quotation/read.ts';
import { readAutosave } from '../../revision/autosave.ts';
import { hrefOf } from '../permalink.ts';
import { readSource, sourceOf } from '../source.ts';
import { checkFields, type Problems, type Wanted } from './check.ts';
import { readChoices } from './choices.ts';
import { fieldsFrom, type PostFields } from './fields.ts';
import { editForm } from './form.ts';
import type { Kind } from './kind.ts';
import { blankFields, fieldsOfState, type KnownPost, readKnown } from './known.ts';
import { missingPage } from './missing.ts';
import { readPictures } from './picture-group.ts';
import { quotationsGroup } from './quotations-group.ts';
import { saveWanted } from './save.ts';
import { stalePage } from './stale.ts';
import { offerOf, unsavedFields } from './unsaved.ts';

/** `GET /-/admin/posts/new` */
export async function showNew(desk: Desk, asked: Asked, kind: Kind): Promise<Reply> {
  return formPage(desk, asked, { kind, fields: await blankFields(asked, kind) });
}

/** `GET /-/admin/posts/12/`; with `?unsaved=1` as the writer left it without saving. */
export async function showEdit(desk: Desk, asked: Asked, kind: Kind): Promise<Reply> {
  const known = await readKnown(asked, kind);
  if (!known) return missingPage(desk, asked, kind);
  const { world, site, account, request } = asked;
  const kept = await readAutosave({ db: world.db.read }, site.id, known.id, account.id);
  const fields = await fieldsOfState(asked, known.write);
  if (kept && request.query.has('unsaved')) {
    const page = { kind, fields: unsavedFields(kept), known: { ...known, version: kept.version } };
    return formPage(desk, asked, {
      ...page,
      notice: { text: asked.t('post-desk.unsaved-shown'), tone: 'warning' },
    });
  }
  const offer = kept && offerOf(asked, kind, known.id, kept, fields);
  return formPage(desk, asked, { kind, fields, known, ...(offer && { above: offer }) });
}

/** `POST /-/admin/posts/new`, `POST /-/admin/posts/12/` */
export async function takeEdit(desk: Desk, asked: Asked, kind: Kind): Promise<Reply> {
  const known = asked.params.id === undefined ? undefined : await readKnown(asked, kind);
  const sent = fieldsFrom(asked.form);
  if (asked.params.id !== undefined && !known) return goneMeanwhile(desk, asked, kind, sent);
  const step = asked.form.get('do');
  const fields = {
    ...sent,
    ...(step === 'publish' && { status: 'published' }),
    ...(step === 'submit' && { status: 'pending' }),
  };
  const page = {
    kind,
    fields,
    ...(known && { known: { ...known, version: idIn(asked.form.get('version')) } }),
  };
  if (step === 'pictures') return formPage(desk, asked, page);
  if (step === 'switch') return switched(desk, asked, page);
  const choices = await readChoices(asked, kind.type, known?.id);
  const checked = await checkFields({ asked, type: kind.type, fields, choices, known });
  if (checked.ok) return save(desk, asked, page, checked.wanted);
  return formPage(desk, asked, {
    ...page,
    problems: checked.problems,
    status: checked.forbidden ? 403 : checked.problems.text === undefined ? 422 : 413,
  });
}

type Page = {
  readonly kind: Kind;
  readonly fields: PostFields;
  readonly known?: KnownPost;
  readonly problems?: Problems;
  readonly status?: number;
  readonly notice?: Notice;
  /** What is to be seen before the form. */
  readonly above?: Html;
};

async function save(desk: Desk, asked: Asked, page: Page, wanted: Wanted): Promise<Reply> {
  const { kind, fields, known } = page;
  const { t } = asked;
  await checkTexts(asked.world, asked.site.id, wanted.write.document);
  const result = await saveWanted(asked, wanted, {
    note: fields.note,
    announcement: wanted.announcement,
    ...(known && { id: known.id, version: known.version }),
  });
  if (result.ok) {
    const losses = wanted.losses.map(({ what }) => what).slice(0, 10);
    const wrong = await countWrong(asked, result.id);
    return noticed(asked, `${kind.base}${result.id}/`, {
      text: [
        savedText(asked, wanted, known),
        ...(losses.length > 0 ? [`${t('post-desk.losses')} ${losses.join('; ')}`] : []),
        ...(wrong > 0
          ? [t('post-desk.quotations-wrong', { count: wrong, heading: t('quotation.in-text') })]
          : []),
      ].join(' '),
      ...(losses.length + wrong > 0 && { tone: 'warning' }),
    });
  }
  switch (result.reason) {
    case 'missing':
      return goneMeanwhile(desk, asked, kind, fields);
    case 'vanished':
      return formPage(desk, asked, {
        ...page,
        status: 422,
        notice: { text: t('post-desk.vanished'), tone: 'bad' },
      });
    case 'stale': {
      const theirs = await readKnown(asked, kind);
      if (!theirs || !known) return goneMeanwhile(desk, asked, kind, fields);
      const { merged, above } = await stalePage(asked, {
        kind,
        mine: fields,
        base: known.version,
        theirs,
        meanwhile: result.meanwhile,
      });
      return formPage(desk, asked, { kind, fields: merged, known: theirs, status: 409, above });
    }
  }
}

/** Quotations that the source has otherwise, or not at all, and that nobody vouches for. */
async function countWrong({ world, site }: Asked, postId: number): Promise<number> {
  const quotations = await quotationsOfPost(world.db, site.id, postId);
  return quotations.filter(
    ({ verdict, override }) => override === null && (verdict === 'altered' || verdict === 'not-found'),
  ).length;
}

function savedText({ t, world }: Asked, { write }: Wanted, known: KnownPost | undefined): string {
  const ahead = (write.publishedAt ?? '') > world.clock.now().toISOString();
  const status = write.status === 'published' && ahead ? 'scheduled' : write.status;
  const fresh = known?.write.status !== status;
  return t('post-desk.saved', { status: fresh ? status : 'other' });
}

/** The text in the other form. What is saved stays as it is until it is saved again. */
function switched(desk: Desk, asked: Asked, page: Page): Promise<Reply> {
  const { t } = asked;
  const { format, text } = page.fields;
  const read = readSource({ format, text });
  if (!read.ok) {
    const problem = t(read.reason === 'too-large' ? 'post-desk.text-large' : 'post-desk.text-deep');
    return formPage(desk, asked, { ...page, problems: { text: problem }, status: 413 });
  }
  const other = sourceOf({ document: read.document }, format === 'markdown' ? 'html' : 'markdown');
  return formPage(desk, asked, {
    ...page,
    fields: { ...page.fields, ...other },
    notice: { text: t('post-desk.switched', { format: other.format }), tone: 'warning' },
    ...(read.losses.length > 0 && { above: lossList(asked, read.losses) }),
  });
}

function lossList({ t }: Asked, losses: readonly Loss[]): Html {
  return html`<section class="panel losses"><h2>${t('post-desk.losses')}</h2>
<ul>${losses.slice(0, 30).map(({ what }) => html`<li dir="auto">${what}</li>\n`)}</ul></section>
`;
}

/** What was written to a post that is gone is not lost: it can be saved as a new one. */
async function goneMeanwhile(desk: Desk, asked: Asked, kind: Kind, fields: PostFields): Promise<Reply> {
  const notice: Notice = { text: asked.t('post-desk.gone-meanwhile'), tone: 'bad' };
  return formPage(desk, asked, { kind, fields, status: 404, notice });
}

async function formPage(desk: Desk, asked: Asked, page: Page): Promise<Reply> {
  const { t, account } = asked;
  const { kind, fields, known, problems = {}, status, notice, above } = page;
  const first = Object.values(problems).length;
  const form = editForm(asked, {
    kind,
    fields,
    choices: await readChoices(asked, kind.type, known?.id),
    pictures: await readPictures(asked, fields),
    quotations: await quotationsGroup(asked, known?.id),
    problems,
    unsaved: asked.request.method === 'POST',
    rightful: known?.rightful ?? { type: kind.type, status: 'draft', writtenBy: [account.id] },
    ...(known && { post: { id: known.id, version: known.version, status: known.write.status } }),
  });
  const said =
    notice ??
    (first > 0 ? ({ text: t('post-desk.look-again', { count: first }), tone: 'bad' } as const) : undefined);
  const actions = known && (await viewLink(asked, kind, known));
  return desk.page(asked, {
    title: known ? fields.title || t('post-desk.untitled') : t('post-desk.new', { kind: kind.section }),
    section: kind.section,
    main: html`${above}${form}`,
    wide: true,
    scripts: ['preview', 'autosave', 'quote'],
    ...(status !== undefined && { status }),
    ...(said && { notice: said }),
    ...(actions && { actions }),
  });
}

/** To the post where readers find it; to its preview where they do not. */
async function viewLink({ world, site, t }: Asked, kind: Kind, { id }: KnownPost): Promise<Html> {
  const row = await world.db.read
    .selectFrom('post')
    .select('path')
    .where('site_id', '=', site.id)
    .where('id', '=', id)
    .executeTakeFirst();
  const path = row?.path ?? null;
  const origin =
    kind.type === 'post' &&
    html` <a class="button plain" href="/-/admin/republish/posts/${id}/">${t('republish.post-link')}</a>`;
  return path === null
    ? html`<a class="button plain" href="${kind.base}${id}/preview">${t('post-desk.preview-saved')}</a>${origin}`
    : html`<a class="button plain" href="${hrefOf(path)}">${t('post-desk.view')}</a>${origin}`;
}
