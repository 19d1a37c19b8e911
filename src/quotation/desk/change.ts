import { may } from '../../account/may.ts';
import { readCapture } from '../../capture/read.ts';
import { type Asked, type Desk, noticed, type Stand } from '../../desk/index.ts';
import {
  changeQuoted,
  type Document,
  type Quoted,
  type QuotedChange,
  quotedAlone,
  unbindQuoted,
} from '../../document/index.ts';
import type { Transaction } from '../../kit/database/index.ts';
import { idIn } from '../../kit/http/form.ts';
import type { Reply } from '../../kit/http/message.ts';
import { parsePartialDate } from '../../kit/partial-date.ts';
import { cleanAddress } from '../../source/address.ts';
import { readSource } from '../../source/read.ts';
import { ensureSource } from '../../source/save.ts';
import { ensureSpeaker } from '../../speaker/save.ts';
import { beginningOf } from '../beginning.ts';
import { checkTexts } from '../check-texts.ts';
import { type Cited, citedBy } from '../cited.ts';
import { pairQuotations } from '../pair.ts';
import { quotationsOfPost, readQuotation } from '../read.ts';
import {
  type ChangeFields,
  changeFieldsFrom,
  changeProblems,
  fieldsOfQuoted,
  mostTranslations,
  translationsOf,
} from './change-fields.ts';
import { changeForm } from './change-view.ts';
import type { QuotationProblems } from './fields.ts';
import type { ChangeText, IntoPost, SavedText } from './into-post.ts';
import { missing } from './one.ts';
import { changePath, quotationPath } from './paths.ts';

/** A quotation with the saved text that it stands in, for who may change that. */
export type Changing = {
  readonly cited: Cited;
  readonly saved: SavedText;
  readonly quoted: Quoted;
  /** The form as the text has it. */
  readonly was: ChangeFields;
};

/** Whether who asks may change the text that the quotation of the path stands in. */
export async function mayChange(asked: Asked, posts: IntoPost): Promise<boolean> {
  const { world, site, actor, params } = asked;
  if (!may(actor, 'capture', { siteId: site.id })) return false;
  const quotation = await readQuotation(world.db, site.id, idIn(params.id));
  return quotation === undefined || (await posts.saved(asked, quotation.postId)) !== undefined;
}

/** How the quotation stands, so that what others save meanwhile is not written over. */
export async function standOfQuotation(asked: Asked, posts: IntoPost): Promise<Stand | undefined> {
  const changing = await changingIn(asked, posts);
  if (changing === undefined) return undefined;
  const { t } = asked;
  const { was } = changing;
  return {
    text: { label: t('quotation.field-text'), now: was.text },
    address: { label: t('quotation.field-address'), now: was.address },
    speaker: { label: t('quotation.field-speaker'), now: was.speaker },
    said: { label: t('quotation.field-said'), now: was.said },
    place: { label: t('quotation.field-place'), now: was.place },
    lang: { label: t('quotation.field-lang'), now: was.lang },
    translation: { label: t('quotation.field-translation'), now: was.translation },
    capture: { label: t('quotation.field-capture'), now: was.capture, legible: false },
  };
}

/** `GET /-/admin/quotations/5/change` */
export async function showChange(desk: Desk, asked: Asked, posts: IntoPost): Promise<Reply> {
  const changing = await changingIn(asked, posts);
  return changing ? page(desk, asked, changing, changing.was, {}) : missing(desk, asked);
}

/** `POST /-/admin/quotations/5/change`: changed, bound no more, or a source looked for. */
export async function takeChange(desk: Desk, asked: Asked, posts: IntoPost): Promise<Reply> {
  const changing = await changingIn(asked, posts);
  if (!changing) return missing(desk, asked);
  const fields = changeFieldsFrom(asked.form, changing.was);
  const step = asked.form.get('do');
  // Enter in the field of the search is the button that saves.
  const looks = step === 'find' || (step === 'save' && fields.find !== '' && !asked.form.has('found'));
  if (looks) return page(desk, asked, changing, fields, {});
  if (step === 'unbind') return unbind(desk, asked, posts, changing);
  const problems = changeProblems(fields, changing.was);
  if (Object.keys(problems).length > 0) return page(desk, asked, changing, fields, problems);
  return save(desk, asked, posts, changing, fields);
}

async function save(
  desk: Desk,
  asked: Asked,
  posts: IntoPost,
  changing: Changing,
  fields: ChangeFields,
): Promise<Reply> {
  const { world, site, t } = asked;
  const { quotation } = changing.cited;
  // What copies there are is looked through now, and found by the save.
  const { cite, ...place } = placeIn(changing, fields);
  const asIfBound = { ...place, ...((place.source === undefined || cite) && { cite, key: 'asked' }) };
  const expected = changeQuoted(
    changing.saved.document,
    changing.quoted,
    changeOf(changing, fields, asIfBound),
  );
  await checkTexts(world, site.id, expected.document);
  const done = await posts.change(asked, quotation.postId, {
    note: t('quotation.change-note', { words: beginningOf(changing.quoted, 60).words }),
    change: atSame(quotation.id, site.id, async (tx, document, quoted) => {
      const bound = await boundTo(tx, asked, changing, fields);
      return changeQuoted(document, quoted, changeOf(changing, fields, bound));
    }),
  });
  if (!done.ok) return missing(desk, asked);
  const rows = await quotationsOfPost(world.db, site.id, quotation.postId);
  const now = rows.find(({ id }) => id === quotation.id) ?? rows[quotation.position - 1];
  const back = now === undefined ? changing.saved.href : quotationPath(now.id);
  return noticed(asked, back, { text: t('quotation.change-done') });
}

async function unbind(desk: Desk, asked: Asked, posts: IntoPost, changing: Changing): Promise<Reply> {
  const { site, t } = asked;
  const { quotation } = changing.cited;
  const done = await posts.change(asked, quotation.postId, {
    note: t('quotation.unbind-note', { words: beginningOf(changing.quoted, 60).words }),
    change: atSame(quotation.id, site.id, async (_, document, quoted) => unbindQuoted(document, quoted)),
  });
  return done.ok
    ? noticed(asked, changing.saved.href, { text: t('quotation.unbound') })
    : missing(desk, asked);
}

/** The quotation in the text as it stands when it is written: others may have changed the rest of it. */
function atSame(
  id: number,
  siteId: number,
  change: (tx: Transaction, document: Document, quoted: Quoted) => Promise<ReturnType<typeof changeQuoted>>,
): ChangeText {
  return async (tx, document) => {
    const row = await readQuotation(tx, siteId, id);
    const rows = row ? await quotationsOfPost(tx, siteId, row.postId) : [];
    const found = pairQuotations(document, rows).find(({ quotation }) => quotation.id === id);
    if (found === undefined) return undefined;
    return { ...(await change(tx, document, found.quoted)), before: quotedAlone(document, found.quoted) };
  };
}

type Place = { readonly source?: number; readonly cite?: string; readonly speaker?: string };

/** What the form says of source and speaker, as far as it is known before anything is made. */
function placeIn({ cited, quoted, was }: Changing, fields: ChangeFields): Place {
  const chosen = idIn(fields.found);
  const speaker = speakerKept(quoted, was, fields) ? quoted.binding.speaker : fields.speaker.slice(0, 200);
  const said = speaker === undefined || speaker === '' ? {} : { speaker };
  if (chosen > 0) return { source: chosen, ...said };
  if (fields.address === was.address) {
    const { cite } = quoted.binding;
    return { source: cited.source.id, ...(cite !== undefined && { cite }), ...said };
  }
  const cite = cleanAddress(fields.address);
  return { ...(cite !== undefined && { cite }), ...said };
}

function speakerKept({ binding }: Quoted, was: ChangeFields, { speaker }: ChangeFields): boolean {
  return speaker === was.speaker && binding.speaker !== undefined;
}

/** The same with the source and the speaker made where they are new. */
async function boundTo(
  tx: Transaction,
  { site }: Asked,
  changing: Changing,
  fields: ChangeFields,
): Promise<Place & { readonly capture?: number }> {
  const now = tx.clock.now().toISOString();
  const place = placeIn(changing, fields);
  const { quoted, was, cited } = changing;
  const chosen = place.source === undefined ? undefined : await readSource(tx, site.id, place.source);
  const address = chosen === undefined ? place.cite : undefined;
  const made = address === undefined ? undefined : await ensureSource(tx, site.id, { address }, { now });
  const source = chosen?.id ?? made?.id ?? cited.source.id;
  const cite = place.cite ?? (source === cited.source.id ? undefined : (chosen?.address ?? undefined));
  const capture = await readCapture(tx, site.id, idIn(fields.capture));
  const named =
    place.speaker === undefined || speakerKept(quoted, was, fields)
      ? place.speaker
      : (await ensureSpeaker(tx, site.id, { name: place.speaker })).slug;
  return {
    source,
    ...(cite !== undefined && { cite }),
    ...(named !== undefined && { speaker: named }),
    ...(capture?.sourceId === source && { capture: capture.id }),
  };
}

function changeOf({ quoted }: Changing, fields: ChangeFields, place: QuotedChange['binding']): QuotedChange {
  const said = parsePartialDate(fields.said);
  const { key } = quoted.binding;
  return {
    binding: {
      ...place,
      ...(key !== undefined && { key }),
      ...(said !== undefined && { said }),
      ...(fields.place !== '' && { place: fields.place }),
      ...(fields.prefix !== '' && { prefix: fields.prefix }),
      ...(fields.suffix !== '' && { suffix: fields.suffix }),
    },
    text: fields.text,
    ...(fields.lang !== '' && { lang: fields.lang }),
    translations: [...translationsOf(fields), ...quoted.translations.slice(mostTranslations)],
  };
}

async function changingIn(asked: Asked, posts: IntoPost): Promise<Changing | undefined> {
  const { world, site, params } = asked;
  const quotation = await readQuotation(world.db, site.id, idIn(params.id));
  const saved = quotation && (await posts.saved(asked, quotation.postId));
  if (!quotation || !saved) return undefined;
  const rows = await quotationsOfPost(world.db, site.id, quotation.postId);
  const pair = pairQuotations(saved.document, rows).find((each) => each.quotation.id === quotation.id);
  const [cited] = await citedBy(world.db, site.id, [quotation]);
  if (!pair || !cited) return undefined;
  return { cited, saved, quoted: pair.quoted, was: fieldsOfQuoted(pair.quoted, cited) };
}

async function page(
  desk: Desk,
  asked: Asked,
  changing: Changing,
  fields: ChangeFields,
  problems: QuotationProblems,
): Promise<Reply> {
  return desk.page(asked, {
    title: asked.t('quotation.change-title'),
    section: 'quotations',
    main: await changeForm(asked, changing, {
      action: changePath(changing.cited.quotation.id),
      fields,
      problems,
    }),
    ...(Object.keys(problems).length > 0 && { status: 422 }),
  });
}
