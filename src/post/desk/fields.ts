import { slugify } from '../../term/slug.ts';
import { wallTime } from '../local-time.ts';
import type { PostStatus, PostWrite, SourceFormat } from '../post.ts';
import { sourceOf } from '../source.ts';

/** A post as its form has it: every value as text, as it was typed. */
export type PostFields = {
  readonly title: string;
  readonly format: SourceFormat;
  readonly text: string;
  readonly excerpt: string;
  readonly slug: string;
  readonly lang: string;
  readonly status: string;
  /** In the site's time zone: `2026-05-21T19:04`. */
  readonly date: string;
  readonly authors: readonly string[];
  readonly categories: readonly string[];
  readonly newCategory: string;
  readonly newCategoryParent: string;
  /** Names with commas between. */
  readonly tags: string;
  readonly picture: string;
  readonly pictureWords: string;
  readonly sticky: boolean;
  readonly password: string;
  readonly comments: boolean;
  readonly parent: string;
  readonly order: string;
  readonly note: string;
  /** For readers: what changed, or why the post is withdrawn. */
  readonly announcement: string;
  readonly correction: boolean;
};

/** What the form says, whoever sent it. */
export function fieldsFrom(form: URLSearchParams): PostFields {
  const text = (name: string) => form.get(name) ?? '';
  return {
    title: text('title'),
    format: text('format') === 'html' ? 'html' : 'markdown',
    // Browsers end lines with CR LF (HTML, 4.10.21.2).
    text: text('text').replaceAll('\r\n', '\n'),
    excerpt: text('excerpt').replaceAll('\r\n', '\n'),
    slug: text('slug'),
    lang: text('lang'),
    status: text('status'),
    date: text('date'),
    authors: form.getAll('author'),
    categories: form.getAll('category'),
    newCategory: text('new-category'),
    newCategoryParent: text('new-category-parent'),
    tags: text('tags'),
    picture: text('picture'),
    pictureWords: text('picture-words'),
    sticky: form.has('sticky'),
    password: text('password'),
    comments: form.has('comments'),
    parent: text('parent'),
    order: text('order'),
    note: text('note'),
    announcement: text('announcement').replaceAll('\r\n', '\n'),
    correction: form.has('correction'),
  };
}

/** The names of the fields in the form, of those that hold what is written. */
const names: Readonly<Record<string, keyof PostFields>> = {
  title: 'title',
  format: 'format',
  text: 'text',
  excerpt: 'excerpt',
  slug: 'slug',
  lang: 'lang',
  status: 'status',
  date: 'date',
  author: 'authors',
  category: 'categories',
  'new-category': 'newCategory',
  'new-category-parent': 'newCategoryParent',
  tags: 'tags',
  picture: 'picture',
  sticky: 'sticky',
  password: 'password',
  comments: 'comments',
  parent: 'parent',
  order: 'order',
  note: 'note',
  announcement: 'announcement',
  correction: 'correction',
};

/** Of a form, what is worth keeping while it is not saved. */
export function keptFields(
  form: Iterable<readonly [string, string]>,
): readonly (readonly [string, string])[] {
  return [...form].filter(([name]) => Object.hasOwn(names, name));
}

/** The form of a post as it stands; `tagNames` are those of its tags, in order. */
export function fieldsOf(
  write: Omit<PostWrite, 'password'> & { readonly password?: string },
  {
    timeZone,
    categories,
    tagNames,
  }: {
    readonly timeZone: string;
    readonly categories: readonly number[];
    readonly tagNames: readonly string[];
  },
): PostFields {
  const { format, text } = sourceOf(write);
  return {
    title: write.title,
    format,
    text,
    excerpt: write.excerpt ?? '',
    slug: ownSlug(write),
    lang: write.lang ?? '',
    status: chosenStatus(write.status),
    date: write.publishedAt === undefined ? '' : wallTime(write.publishedAt, timeZone),
    authors: write.authors.map(String),
    categories: categories.map(String),
    newCategory: '',
    newCategoryParent: '',
    tags: tagNames.join(', '),
    picture: write.pictureId === undefined ? '' : String(write.pictureId),
    pictureWords: '',
    sticky: write.sticky ?? false,
    password: write.password ?? '',
    comments: write.commentsOpen ?? write.type === 'post',
    parent: write.parentId === undefined ? '' : String(write.parentId),
    order: String(write.menuOrder ?? 0),
    note: '',
    announcement: '',
    correction: false,
  };
}

/** What was made of the title stays made of it until readers know the address. */
function ownSlug({ slug = '', title, status }: Pick<PostWrite, 'slug' | 'title' | 'status'>): string {
  const made = slugify(title);
  const fromTitle = slug.startsWith(made) && /^(?:-?\d+)?$/.test(slug.slice(made.length));
  return fromTitle && (status === 'draft' || status === 'pending') ? '' : slug;
}

/** A scheduled post is one that is published at its date. */
function chosenStatus(status: PostStatus): string {
  return status === 'scheduled' ? 'published' : status;
}

/**
 * What somebody wrote on from an earlier state, brought together with what others saved meanwhile: of each field
 * that they left alone, the newer one; of those that both changed, theirs. Those are named.
 */
export function mergeFields(
  base: PostFields,
  mine: PostFields,
  theirs: PostFields,
): { readonly merged: PostFields; readonly both: readonly (keyof PostFields)[] } {
  const both: (keyof PostFields)[] = [];
  const merged: Record<string, unknown> = { ...mine };
  const fields = new Set(Object.values(names));
  for (const field of fields) {
    const [from, own, other] = [base[field], mine[field], theirs[field]].map((value) =>
      JSON.stringify(value),
    );
    if (own === other) continue;
    if (own === from) merged[field] = theirs[field];
    else if (other !== from) both.push(field);
  }
  // A text and its form belong together.
  if (merged.text === theirs.text && mine.text === base.text) merged.format = theirs.format;
  return { merged: merged as PostFields, both };
}
