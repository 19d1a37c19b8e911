import { may } from '../../account/may.ts';
import type { Asked } from '../../desk/index.ts';
import type { Loss } from '../../document/index.ts';
import type { Announcement } from '../../revision/publication.ts';
import { canonicalLocale } from '../../site/site.ts';
import { slugFrom } from '../../term/slug.ts';
import type { PostStatus, PostType, PostWrite } from '../post.ts';
import { mayAnnounce, mayGive, type Rightful } from '../rights.ts';
import {
  authorsFrom,
  categoryFrom,
  idsAmong,
  parentFrom,
  pictureFrom,
  strangeTag,
  tagsFrom,
} from './belong.ts';
import type { Choices } from './choices.ts';
import type { PostFields } from './fields.ts';
import { dateFrom, textFrom } from './read-text.ts';

/** What is wrong with a form, by its field. */
export type Problems = Readonly<Partial<Record<keyof PostFields, string>>>;

/** What a form asks to be written; names that are new are made in the transaction that writes. */
export type Wanted = {
  readonly write: Omit<PostWrite, 'terms'>;
  readonly categories: readonly number[];
  readonly newCategory?: { readonly name: string; readonly parentId?: number };
  readonly tags: readonly string[];
  /** What a document cannot keep of the text. */
  readonly losses: readonly Loss[];
  /** What readers are told of the change. */
  readonly announcement: Announcement;
};

export type Checked =
  | { readonly ok: true; readonly wanted: Wanted }
  | { readonly ok: false; readonly problems: Problems; readonly forbidden: boolean };

export type Known = { readonly write: PostWrite; readonly rightful: Rightful };

/** A form to be read: by whom, of what kind, with what one may choose from, and the post as it stands. */
export type Sheet = {
  readonly asked: Asked;
  readonly type: PostType;
  readonly fields: PostFields;
  readonly choices: Choices;
  readonly known: Known | undefined;
};

/** What was read of a field, or what is wrong with it. */
type Read<Value> = { readonly value: Value } | { readonly problem: string };

const most = {
  title: 500,
  excerpt: 10_000,
  password: 255,
  tags: 100,
  tag: 200,
  announcement: 2_000,
} as const;

/** Reads a form into what is to be written: every field is looked at, so that all that is wrong is said at once. */
export async function checkFields(sheet: Sheet): Promise<Checked> {
  const problems: Partial<Record<keyof PostFields, string>> = {};
  const take = <Value>(field: keyof PostFields, read: Read<Value>): Value | undefined => {
    if ('value' in read) return read.value;
    problems[field] = read.problem;
    return undefined;
  };
  const status = take('status', statusOf(sheet));
  const text = take('text', textOf(sheet));
  const words = take('title', titleOf(sheet));
  const rest = {
    excerpt: take('excerpt', excerptOf(sheet)),
    slug: take('slug', slugOf(sheet)),
    lang: take('lang', langOf(sheet)),
    publishedAt: take('date', dateOf(sheet)),
    password: take('password', passwordOf(sheet)),
    pictureId: take('picture', await pictureOf(sheet)),
    parentId: take('parent', parentOf(sheet)),
    menuOrder: take('order', orderOf(sheet)),
  };
  const authors = take('authors', authorsOf(sheet));
  const categories = take('categories', categoriesOf(sheet));
  const newCategory = take('newCategory', newCategoryOf(sheet));
  const tags = take('tags', await tagsOf(sheet));
  const announcement = take('announcement', announcementOf(sheet));
  if (
    status === undefined ||
    !text ||
    words === undefined ||
    !authors ||
    !categories ||
    !tags ||
    !announcement
  )
    return { ok: false, problems, forbidden: isForbidden(sheet) };
  if (Object.keys(problems).length > 0) return { ok: false, problems, forbidden: false };
  const { losses, ...written } = text;
  const write = {
    ...kept(sheet),
    ...defined(rest),
    ...written,
    type: sheet.type,
    status,
    title: words,
    authors,
  };
  return {
    ok: true,
    wanted: { write, categories, tags, losses, announcement, ...(newCategory && { newCategory }) },
  };
}

/** What the form does not say, or not to everybody. */
function kept({ asked, type, fields, known }: Sheet) {
  const others = may(asked.actor, 'edit-others', { siteId: asked.site.id });
  return {
    sticky: others ? type === 'post' && fields.sticky : (known?.write.sticky ?? false),
    commentsOpen: fields.comments,
    ...defined({ guid: known?.write.guid, meta: known?.write.meta }),
  };
}

type Defined<Values> = { [Name in keyof Values]?: Exclude<Values[Name], undefined> };

function defined<Values extends object>(values: Values): Defined<Values> {
  return Object.fromEntries(
    Object.entries(values).filter(([, value]) => value !== undefined),
  ) as Defined<Values>;
}

const statuses: readonly PostStatus[] = ['draft', 'pending', 'private', 'published'];

/** What lies in the trash stays there while it is changed. */
function chosenStatus({ fields, known }: Sheet): PostStatus | undefined {
  return known?.write.status === 'trash' ? 'trash' : statuses.find((status) => status === fields.status);
}

function statusOf(sheet: Sheet): Read<PostStatus> {
  const { t } = sheet.asked;
  const status = chosenStatus(sheet);
  if (status === undefined) return { problem: t('post-desk.bad-status') };
  return isForbidden(sheet) ? { problem: t('post-desk.may-not-publish') } : { value: status };
}

/** Rights may have changed while somebody wrote: what they wrote is shown again, not only refused. */
function isForbidden(sheet: Sheet): boolean {
  const { asked, type, known } = sheet;
  const status = chosenStatus(sheet);
  const rightful = known?.rightful ?? { type, status: 'draft', writtenBy: [asked.account.id] };
  return status !== undefined && !mayGive(asked.actor, asked.site.id, rightful, status);
}

function textOf({ asked: { t }, fields, known }: Sheet): Read<Extract<ReturnType<typeof textFrom>, object>> {
  const read = textFrom(fields, known?.write);
  if (typeof read === 'object') return { value: read };
  return { problem: t(read === 'too-large' ? 'post-desk.text-large' : 'post-desk.text-deep') };
}

function titleOf({ asked: { t }, fields }: Sheet): Read<string> {
  const title = fields.title.trim();
  if (title.length > most.title) return { problem: t('post-desk.title-long', { most: most.title }) };
  if (title === '' && fields.text.trim() === '') return { problem: t('post-desk.nothing-written') };
  return { value: title };
}

function excerptOf({ asked: { t }, fields }: Sheet): Read<string> {
  const excerpt = fields.excerpt.trim();
  if (excerpt.length > most.excerpt) return { problem: t('post-desk.excerpt-long', { most: most.excerpt }) };
  return { value: excerpt };
}

function slugOf({ asked: { t }, fields }: Sheet): Read<string> {
  const slug = fields.slug.trim();
  return slug !== '' && slugFrom(slug) === '' ? { problem: t('post-desk.bad-slug') } : { value: slug };
}

function langOf({ asked: { t }, fields }: Sheet): Read<string | undefined> {
  const given = fields.lang.trim();
  const lang = given === '' ? undefined : canonicalLocale(given);
  return given !== '' && lang === undefined ? { problem: t('post-desk.bad-lang') } : { value: lang };
}

function dateOf({ asked: { t, site }, fields, known }: Sheet): Read<string | undefined> {
  const date = dateFrom(fields, known?.write, site.timeZone);
  return date === 'bad' ? { problem: t('post-desk.bad-date') } : { value: date };
}

function passwordOf({ asked: { t, actor, site }, fields, known }: Sheet): Read<string | undefined> {
  if (!may(actor, 'edit-others', { siteId: site.id })) return { value: known?.write.password };
  if (fields.password.length > most.password)
    return { problem: t('post-desk.password-long', { most: most.password }) };
  return { value: fields.password || undefined };
}

async function pictureOf({ asked, fields }: Sheet): Promise<Read<number | undefined>> {
  const id = await pictureFrom(asked, fields.picture);
  return id === 'unknown' ? { problem: asked.t('post-desk.unknown-picture') } : { value: id };
}

function parentOf({ asked: { t }, fields, choices, known }: Sheet): Read<number | undefined> {
  const id = parentFrom(fields.parent, choices, known?.write.parentId);
  return id === 'unknown' ? { problem: t('post-desk.unknown-parent') } : { value: id };
}

function orderOf({ asked: { t }, fields }: Sheet): Read<number> {
  const order = fields.order.trim() || '0';
  return /^-?\d{1,6}$/.test(order) ? { value: Number(order) } : { problem: t('post-desk.bad-order') };
}

function authorsOf({ asked: { t, actor, site }, fields, choices, known }: Sheet): Read<readonly number[]> {
  const before = known?.write.authors ?? [];
  if (!may(actor, 'edit-others', { siteId: site.id })) return { value: before };
  const authors = authorsFrom(fields.authors, choices, before);
  return authors ? { value: authors } : { problem: t('post-desk.unknown-author') };
}

function categoriesOf({ asked: { t }, type, fields, choices }: Sheet): Read<readonly number[]> {
  const ids = type === 'post' ? idsAmong(fields.categories, choices.categories) : [];
  return ids ? { value: ids } : { problem: t('post-desk.unknown-category') };
}

function newCategoryOf({ asked: { t, actor, site }, fields, choices }: Sheet): Read<Wanted['newCategory']> {
  const wanted = categoryFrom(fields, choices, most.tag);
  if (wanted === 'unknown-parent') return { problem: t('post-desk.unknown-category') };
  if (wanted && !may(actor, 'manage-terms', { siteId: site.id }))
    return { problem: t('post-desk.no-new-terms') };
  return { value: wanted };
}

async function tagsOf({ asked, type, fields }: Sheet): Promise<Read<readonly string[]>> {
  const { t, actor, site } = asked;
  const tags = type === 'post' ? tagsFrom(fields.tags) : [];
  if (tags.length > most.tags || tags.some((tag) => tag.length > most.tag))
    return { problem: t('post-desk.tags-many', { most: most.tags }) };
  if (may(actor, 'create-tags', { siteId: site.id })) return { value: tags };
  const strange = await strangeTag(asked, tags);
  return strange === undefined ? { value: tags } : { problem: t('post-desk.unknown-tag', { tag: strange }) };
}

/** What is said to readers; nothing by whoever may not, whose form does not ask for it. */
function announcementOf({ asked, fields, known }: Sheet): Read<Announcement> {
  const { t } = asked;
  const note = fields.announcement.trim();
  const { correction } = fields;
  if (!known || !mayAnnounce(asked.actor, asked.site.id, known.rightful))
    return { value: { note: '', correction: false } };
  if (note.length > most.announcement)
    return { problem: t('post-desk.announcement-long', { most: most.announcement }) };
  if (correction && note === '') return { problem: t('post-desk.correction-needs-note') };
  return { value: { note, correction } };
}
