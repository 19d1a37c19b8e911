import { may } from '../../account/may.ts';
import type { Asked } from '../../desk/index.ts';
import type { Document, Loss } from '../../document/index.ts';
import { canonicalLocale } from '../../site/site.ts';
import { slugFrom, slugify } from '../../term/slug.ts';
import { momentOf, wallTime } from '../local-time.ts';
import type { PostStatus, PostType, PostWrite } from '../post.ts';
import { mayGive, type Rightful } from '../rights.ts';
import { readSource } from '../source.ts';
import type { Choices } from './choices.ts';
import type { PostFields } from './fields.ts';

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
};

export type Checked =
  | { readonly ok: true; readonly wanted: Wanted }
  | { readonly ok: false; readonly problems: Problems; readonly forbidden: boolean };

export type Known = { readonly write: PostWrite; readonly rightful: Rightful };

const most = { title: 500, excerpt: 10_000, password: 255, tags: 100, tag: 200, note: 500 } as const;

/** Reads a form into what is to be written: `known` is the post as it stands, absent for a new one. */
export async function checkFields(
  asked: Asked,
  type: PostType,
  fields: PostFields,
  choices: Choices,
  known: Known | undefined,
): Promise<Checked> {
  const { site, actor, t, account } = asked;
  const problems: Partial<Record<keyof PostFields, string>> = {};
  const fail = (field: keyof PostFields, text: string) => {
    problems[field] ??= text;
  };
  const may_ = (action: 'edit-others' | 'manage-terms') => may(actor, action, { siteId: site.id });
  const text = readText(fields, known?.write);
  if (!text.ok) fail('text', t(text.problem));
  if (fields.title.length > most.title) fail('title', t('post-desk.title-long', { most: most.title }));
  if (fields.excerpt.length > most.excerpt)
    fail('excerpt', t('post-desk.excerpt-long', { most: most.excerpt }));
  if (fields.title.trim() === '' && fields.text.trim() === '') fail('title', t('post-desk.nothing-written'));
  if (fields.slug.trim() !== '' && slugFrom(fields.slug.trim()) === '') fail('slug', t('post-desk.bad-slug'));
  const lang = fields.lang.trim() === '' ? undefined : canonicalLocale(fields.lang);
  if (fields.lang.trim() !== '' && lang === undefined) fail('lang', t('post-desk.bad-lang'));
  const date = dateOf(fields, known?.write, site.timeZone);
  if (date === 'bad') fail('date', t('post-desk.bad-date'));
  if (fields.password.length > most.password)
    fail('password', t('post-desk.password-long', { most: most.password }));
  const authors = authorsOf(fields, choices, known, may_('edit-others'));
  if (authors === 'unknown') fail('authors', t('post-desk.unknown-author'));
  const categories = type === 'post' ? idsAmong(fields.categories, choices.categories) : [];
  if (!categories) fail('categories', t('post-desk.unknown-category'));
  const newCategory = categoryOf(fields, choices);
  if (newCategory === 'unknown-parent') fail('newCategory', t('post-desk.unknown-category'));
  if (newCategory !== undefined && !may_('manage-terms')) fail('newCategory', t('post-desk.no-new-terms'));
  const tags = type === 'post' ? tagsOf(fields.tags) : [];
  if (tags.length > most.tags || tags.some((tag) => tag.length > most.tag))
    fail('tags', t('post-desk.tags-many', { most: most.tags }));
  const strange = may_('manage-terms') ? undefined : tags.find((tag) => !isKnownTag(tag, choices));
  if (strange !== undefined) fail('tags', t('post-desk.unknown-tag', { tag: strange }));
  const pictureId = await pictureOf(asked, fields.picture);
  if (pictureId === 'unknown') fail('picture', t('post-desk.unknown-picture'));
  const parentId = parentOf(fields.parent, choices, known);
  if (parentId === 'unknown') fail('parent', t('post-desk.unknown-parent'));
  if (!/^-?\d{1,6}$/.test(fields.order.trim() || '0')) fail('order', t('post-desk.bad-order'));
  const status = statusFrom(fields.status, known?.write);
  if (status === undefined) fail('status', t('post-desk.bad-status'));
  const rightful = known?.rightful ?? { type, status: 'draft', writtenBy: [account.id] };
  const forbidden = status !== undefined && !mayGive(actor, site.id, rightful, status);
  if (forbidden) fail('status', t('post-desk.may-not-publish'));
  if (
    !text.ok ||
    date === 'bad' ||
    authors === 'unknown' ||
    !categories ||
    newCategory === 'unknown-parent' ||
    pictureId === 'unknown' ||
    parentId === 'unknown' ||
    status === undefined ||
    Object.keys(problems).length > 0
  )
    return { ok: false, problems, forbidden };
  const others = may_('edit-others');
  return {
    ok: true,
    wanted: {
      write: {
        type,
        status,
        title: fields.title.trim(),
        document: text.document,
        source: text.source,
        slug: fields.slug.trim(),
        excerpt: fields.excerpt.trim(),
        authors,
        menuOrder: Number(fields.order.trim() || '0'),
        sticky: others ? type === 'post' && fields.sticky : (known?.write.sticky ?? false),
        commentsOpen: fields.comments,
        ...passwordOf(others ? fields.password : known?.write.password),
        ...(lang !== undefined && { lang }),
        ...(date !== undefined && { publishedAt: date }),
        ...(pictureId !== undefined && { pictureId }),
        ...(parentId !== undefined && { parentId }),
        ...(known?.write.guid !== undefined && { guid: known.write.guid }),
        ...(known?.write.meta && { meta: known.write.meta }),
      },
      categories,
      tags,
      losses: text.losses,
      ...(newCategory && { newCategory }),
    },
  };
}

type ReadText =
  | {
      readonly ok: true;
      readonly document: Document;
      readonly source: { format: PostFields['format']; text: string };
      readonly losses: readonly Loss[];
    }
  | {
      readonly ok: false;
      readonly problem: 'post-desk.text-large' | 'post-desk.text-deep';
    };

/** A text that nobody touched keeps the document that it has, whatever today's parser would make of it. */
function readText({ format, text }: PostFields, known: PostWrite | undefined): ReadText {
  const source = { format, text };
  if (known?.source?.format === format && known.source.text === text)
    return { ok: true, document: known.document, source, losses: [] };
  const read = readSource(source);
  if (read.ok) return { ok: true, document: read.document, source, losses: read.losses };
  return { ok: false, problem: read.reason === 'too-large' ? 'post-desk.text-large' : 'post-desk.text-deep' };
}

/** The form shows minutes: a date that was left alone keeps its seconds. */
function dateOf(
  { date }: PostFields,
  known: PostWrite | undefined,
  timeZone: string,
): string | undefined | 'bad' {
  const before = known?.publishedAt;
  if (date.trim() === '') return undefined;
  if (before !== undefined && wallTime(before, timeZone) === date) return before;
  return momentOf(date.trim(), timeZone) ?? 'bad';
}

function authorsOf(
  fields: PostFields,
  choices: Choices,
  known: Known | undefined,
  mayChoose: boolean,
): readonly number[] | 'unknown' {
  const before = known?.write.authors ?? [];
  if (!mayChoose) return before;
  const chosen = idsAmong(fields.authors, choices.authors) ?? 'unknown';
  // Somebody signs: where nobody is chosen, who did before.
  return chosen.length > 0 ? chosen : before;
}

/** IDs of things that there are; undefined when one is none of them. */
function idsAmong(
  given: readonly string[],
  all: readonly { readonly id: number }[],
): readonly number[] | undefined {
  const ids = given.filter((text) => text !== '').map(Number);
  return ids.every((id) => all.some((one) => one.id === id)) ? [...new Set(ids)] : undefined;
}

function categoryOf({ newCategory, newCategoryParent }: PostFields, choices: Choices) {
  const name = newCategory.trim();
  if (name === '') return undefined;
  const [parentId] = idsAmong([newCategoryParent], choices.categories) ?? [-1];
  if (parentId === -1 || name.length > most.tag) return 'unknown-parent' as const;
  return { name, ...(parentId !== undefined && { parentId }) };
}

/** Names with commas between, in any script. */
export function tagsOf(text: string): readonly string[] {
  const names = text.split(/[,،、，]/u).map((name) => name.trim());
  const bySlug = new Map(names.filter((name) => slugify(name) !== '').map((name) => [slugify(name), name]));
  return [...bySlug.values()];
}

function isKnownTag(name: string, { tags }: Choices): boolean {
  return tags.some((tag) => tag.slug === slugify(name) || tag.name === name);
}

async function pictureOf({ world, site }: Asked, given: string): Promise<number | undefined | 'unknown'> {
  if (given.trim() === '') return undefined;
  if (!/^\d{1,12}$/.test(given)) return 'unknown';
  const row = await world.db.read
    .selectFrom('media')
    .select('id')
    .where('site_id', '=', site.id)
    .where('id', '=', Number(given))
    .where('mime', 'like', 'image/%')
    .executeTakeFirst();
  return row?.id ?? 'unknown';
}

function parentOf(
  given: string,
  { parents }: Choices,
  known: Known | undefined,
): number | undefined | 'unknown' {
  if (given === '') return undefined;
  const id = Number(given);
  if (id === known?.write.parentId) return id;
  return parents.some((page) => page.id === id) ? id : 'unknown';
}

const statuses: readonly PostStatus[] = ['draft', 'pending', 'private', 'published'];

/** What lies in the trash stays there while it is changed. */
function statusFrom(given: string, known: PostWrite | undefined): PostStatus | undefined {
  if (known?.status === 'trash') return 'trash';
  return statuses.find((status) => status === given);
}

function passwordOf(password: string | undefined): { password?: string } {
  return password ? { password } : {};
}
