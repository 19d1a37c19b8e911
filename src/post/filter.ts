import { type Expression, expressionBuilder, type RawBuilder, type SqlBool, sql } from 'kysely';
import { containing, type DialectName, type PostStatus, type Tables } from '../kit/database/index.ts';
import type { PostType } from './post.ts';

/** Which posts a list shows. What is left out narrows nothing. */
export type PostFilter = {
  readonly type: PostType;
  readonly statuses: readonly PostStatus[];
  /** Signed by one of these authors. */
  readonly authors?: readonly number[];
  readonly notAuthors?: readonly number[];
  /** Of each group, the post has at least one. */
  readonly terms?: readonly TermGroup[];
  readonly notTerms?: readonly number[];
  readonly ids?: readonly number[];
  readonly notIds?: readonly number[];
  readonly slugs?: readonly string[];
  /** 0 is for those without a parent. */
  readonly parents?: readonly number[];
  readonly notParents?: readonly number[];
  readonly menuOrder?: number;
  /** Words that all stand in the title, whole or in part, in any case. */
  readonly title?: string;
  /** UTC ISO, from and until just before: of publication; without one, of the last change. */
  readonly from?: string;
  readonly to?: string;
  readonly changedFrom?: string;
  readonly changedTo?: string;
  readonly sticky?: boolean;
};

export type TermGroup = {
  readonly any: readonly number[];
  /** Without what a post has only by way of a category below. */
  readonly exact?: boolean;
};

type Condition = Expression<SqlBool>;

const eb = expressionBuilder<Tables, 'post'>();

/** When a post was published; while it is not, when it was last changed. What the index `post_dated` is made of. */
export const dated: RawBuilder<string> = sql<string>`coalesce(post.published_at, post.changed_at)`;

/** What a filter asks of a row of `post` besides its site, type and status. */
export function narrowing(filter: Narrowing, dialect: DialectName): Condition {
  return eb.and([...belongings(filter), ...columns(filter), ...dates(filter), ...words(filter, dialect)]);
}

type Narrowing = Omit<PostFilter, 'type' | 'statuses'>;

function belongings(filter: Narrowing): readonly Condition[] {
  const { authors, notAuthors, terms, notTerms } = filter;
  return [
    ...(authors ? [eb.exists(signedBy(authors))] : []),
    ...(notAuthors?.length ? [eb.not(eb.exists(signedBy(notAuthors)))] : []),
    ...(terms ?? []).map((group) => eb.exists(filedUnder(group))),
    ...(notTerms?.length ? [eb.not(eb.exists(filedUnder({ any: notTerms, exact: true })))] : []),
  ];
}

function signedBy(authors: readonly number[]) {
  return eb
    .selectFrom('post_author')
    .select('post_author.post_id')
    .whereRef('post_author.site_id', '=', 'post.site_id')
    .whereRef('post_author.post_id', '=', 'post.id')
    .where('post_author.author_id', 'in', orNone(authors));
}

function filedUnder({ any, exact }: TermGroup) {
  return eb
    .selectFrom('post_term')
    .select('post_term.post_id')
    .whereRef('post_term.site_id', '=', 'post.site_id')
    .whereRef('post_term.post_id', '=', 'post.id')
    .where('post_term.term_id', 'in', orNone(any))
    .$if(exact === true, (query) => query.where('post_term.position', '>=', 0));
}

function columns(filter: Narrowing): readonly Condition[] {
  const { ids, notIds, slugs, parents, notParents, menuOrder, sticky } = filter;
  const parent = sql<number>`coalesce(post.parent_id, 0)`;
  return [
    ...(ids ? [eb('post.id', 'in', orNone(ids))] : []),
    ...(notIds?.length ? [eb('post.id', 'not in', notIds)] : []),
    ...(slugs ? [eb('post.slug', 'in', slugs.length > 0 ? slugs : [''])] : []),
    ...(parents ? [eb(parent, 'in', parents.length > 0 ? parents : [-1])] : []),
    ...(notParents?.length ? [eb(parent, 'not in', notParents)] : []),
    ...(menuOrder !== undefined ? [eb('post.menu_order', '=', menuOrder)] : []),
    ...(sticky !== undefined ? [eb('post.sticky', '=', sticky ? 1 : 0)] : []),
  ];
}

function dates({ from, to, changedFrom, changedTo }: Narrowing): readonly Condition[] {
  return [
    ...(from !== undefined ? [eb(dated, '>=', from)] : []),
    ...(to !== undefined ? [eb(dated, '<', to)] : []),
    ...(changedFrom !== undefined ? [eb('post.changed_at', '>=', changedFrom)] : []),
    ...(changedTo !== undefined ? [eb('post.changed_at', '<', changedTo)] : []),
  ];
}

/** Of a title's words no more are looked for: each is looked for in every title. */
const mostWords = 8;

/** SQLite folds the case of Latin letters without accents alone: the others are looked for in each case. */
function words({ title }: Narrowing, dialect: DialectName): readonly Condition[] {
  const asked = (title ?? '').split(/\s+/u).filter(Boolean).slice(0, mostWords);
  return asked.map((word) =>
    dialect === 'postgres'
      ? sql<SqlBool>`post.title ilike ${containing(word)} escape '!'`
      : sql<SqlBool>`(${sql.join(
          [...new Set(cases(word))].map((form) => sql`post.title like ${containing(form)} escape '!'`),
          sql` or `,
        )})`,
  );
}

function cases(word: string): readonly string[] {
  const lower = word.toLowerCase();
  if (/^[\p{ASCII}]*$/u.test(lower)) return [lower];
  const [first = '', ...rest] = [...lower];
  return [lower, word, lower.toUpperCase(), first.toUpperCase() + rest.join('')];
}

/** An empty list of IDs means none, and no database takes `in ()`. */
function orNone(ids: readonly number[]): readonly number[] {
  return ids.length > 0 ? ids : [0];
}
