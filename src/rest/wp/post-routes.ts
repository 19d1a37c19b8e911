import { z } from 'zod';
import type { TermGroup } from '../../post/filter.ts';
import { searchIds } from '../../search/index.ts';
import { contextArg, flag, idNumber, ids, listOf, moment, slugs, text, whole } from '../argument.ts';
import { type Call, forbid } from '../call.ts';
import { fieldsOf } from '../fields.ts';
import { momentOf } from '../moment.ts';
import { answer, type Outcome, type Refusal, refuse } from '../outcome.ts';
import { listArgs, listed, sliceOf } from '../paging.ts';
import { endpoint, type RestRoute } from '../route.ts';
import type { TakesGuess } from './guess.ts';
import { findPost } from './post-find.ts';
import { postItems } from './post-item.ts';
import { listPostIds, type PostOrder, type PostQuery, type WantedStatus } from './post-list.ts';
import { mayBegin, mayEdit, mayRead } from './post-may.ts';
import { type PostRow, readPostRows } from './post-read.ts';
import { postSchema } from './post-schema.ts';
import { type StatusName, statusNames, statusOf } from './post-status.ts';
import { postWriting } from './post-write.ts';

type PostType = PostRow['type'];

const bothListArgs = {
  ...listArgs('desc'),
  search_columns: z.unknown().optional(),
  after: moment.optional(),
  before: moment.optional(),
  modified_after: moment.optional(),
  modified_before: moment.optional(),
  slug: slugs.optional(),
  status: listOf(z.enum([...statusNames, 'any'])).default(['publish']),
  author: ids.optional(),
  author_exclude: ids.default([]),
};

const postOrders = [
  'date',
  'modified',
  'id',
  'title',
  'slug',
  'author',
  'parent',
  'relevance',
  'include',
  'include_slugs',
] as const;

const postListArgs = {
  ...bothListArgs,
  orderby: z.enum(postOrders).default('date'),
  categories: termList().optional(),
  categories_exclude: termList().optional(),
  tags: termList().optional(),
  tags_exclude: termList().optional(),
  tax_relation: z.enum(['AND', 'OR']).optional(),
  sticky: flag.optional(),
};

const pageListArgs = {
  ...bothListArgs,
  orderby: z.enum([...postOrders, 'menu_order']).default('date'),
  menu_order: whole(-1_000_000, 1_000_000).optional(),
  parent: listOf(idNumber).optional(),
  parent_exclude: listOf(idNumber).default([]),
};

/** IDs, or `{ terms, include_children, operator }` as WordPress takes them too. */
function termList() {
  return z.union([ids, z.object({ terms: ids, operator: z.enum(['AND', 'OR']).default('OR') })]);
}

const itemArgs = { context: contextArg, password: text(255).optional() };

/** `/wp/v2/posts` and `/wp/v2/pages`. */
export function postRoutes(takesGuess: TakesGuess): readonly RestRoute[] {
  return (['post', 'page'] as const).flatMap((type) => {
    const writing = postWriting(type);
    return [
      {
        pattern: `/wp/v2/${type}s`,
        schema: postSchema(type),
        endpoints: [
          type === 'post'
            ? endpoint({
                methods: ['GET'],
                summary: 'Posts.',
                args: postListArgs,
                handle: (call, args) => list(call, type, args),
              })
            : endpoint({
                methods: ['GET'],
                summary: 'Pages.',
                args: pageListArgs,
                handle: (call, args) => list(call, type, args),
              }),
          writing.create,
        ],
      },
      {
        pattern: `/wp/v2/${type}s/{id}`,
        schema: postSchema(type),
        endpoints: [
          endpoint({
            methods: ['GET'],
            summary: `One ${type}.`,
            args: itemArgs,
            handle: (call, args) => one(call, type, args, takesGuess),
          }),
          writing.update,
          writing.remove,
        ],
      },
    ];
  });
}

type ListArgs = z.output<z.ZodObject<typeof bothListArgs>> & { readonly orderby: string } & Partial<
    Pick<
      z.output<z.ZodObject<typeof postListArgs>>,
      'categories' | 'categories_exclude' | 'tags' | 'tags_exclude' | 'sticky'
    >
  > &
  Partial<Pick<z.output<z.ZodObject<typeof pageListArgs>>, 'menu_order' | 'parent' | 'parent_exclude'>>;

async function list(call: Call, type: PostType, args: ListArgs): Promise<Outcome> {
  if (args.context === 'edit' && !mayBegin(call, type))
    return forbid(
      call,
      'rest_forbidden_context',
      'Sorry, you are not allowed to edit posts in this post type.',
    );
  const statuses = statusesFor(call, type, args);
  if ('code' in statuses) return statuses;
  if (args.orderby === 'relevance' && !args.search)
    return refuse(
      400,
      'rest_no_search_term_defined',
      'You need to define a search term to order by relevance.',
    );
  if (args.orderby === 'include' && !args.include)
    return refuse(
      400,
      'rest_orderby_include_missing_include',
      'You need to define an include parameter to order by include.',
    );
  const { db } = call.world;
  const query = await queryFor(call, type, args, statuses);
  const page = await listPostIds(db, call.site.id, query, sliceOf(args));
  const rows = await readPostRows(db, call.site.id, page.ids);
  const items = await postItems(call, rows, {
    context: args.context,
    fields: fieldsOf(call.query.get('_fields')),
  });
  return listed(call, args, { items, total: page.total });
}

/** The states that who asks may see: of all posts, or of their own. Asking for one that they may not is an error. */
function statusesFor(
  call: Call,
  type: PostType,
  { status, context }: ListArgs,
): readonly WantedStatus[] | Refusal {
  const names: readonly StatusName[] = status.includes('any')
    ? statusNames.filter((name) => name !== 'trash')
    : [...new Set(status as StatusName[])];
  const me = call.actor.kind === 'account' ? [call.actor.accountId] : [];
  const seen: WantedStatus[] = [];
  for (const name of names) {
    const state = statusOf(name);
    const judged = (own: boolean) => ({
      type,
      status: state,
      authors: own ? me.map((accountId) => ({ id: 0, accountId })) : [],
    });
    const may = (own: boolean) =>
      mayRead(call, judged(own)) && (context !== 'edit' || mayEdit(call, judged(own)));
    if (may(false)) seen.push({ status: state, ownOnly: false });
    else if (may(true)) seen.push({ status: state, ownOnly: true });
    else if (!status.includes('any') && context !== 'edit')
      return refuse(400, 'rest_invalid_param', 'Invalid parameter(s): status', {
        params: { status: 'Status is forbidden.' },
        details: {
          status: {
            code: 'rest_forbidden_status',
            message: 'Status is forbidden.',
            data: { status: call.actor.kind === 'visitor' ? 401 : 403 },
          },
        },
      });
  }
  return seen;
}

async function queryFor(
  call: Call,
  type: PostType,
  args: ListArgs,
  statuses: readonly WantedStatus[],
): Promise<PostQuery> {
  const { site, world, actor } = call;
  const local = (sent: string) => momentOf(sent, site.timeZone);
  // The bounds themselves are left out, as in WordPress; moments are whole milliseconds.
  const past = (sent: string) => new Date(Date.parse(local(sent)) + 1).toISOString();
  const words = args.search?.trim() ?? '';
  const terms = [...termGroups(args.categories), ...termGroups(args.tags)];
  const notTerms = [args.categories_exclude, args.tags_exclude].flatMap((list) => termIds(list));
  return {
    filter: {
      type,
      ...(terms.length > 0 && { terms }),
      ...(notTerms.length > 0 && { notTerms }),
      ...(args.author && { authors: args.author }),
      ...(args.author_exclude.length > 0 && { notAuthors: args.author_exclude }),
      ...(args.include && { ids: args.include }),
      ...(args.exclude.length > 0 && { notIds: args.exclude }),
      ...(args.slug && { slugs: args.slug }),
      ...(args.parent && { parents: args.parent }),
      ...(args.parent_exclude && args.parent_exclude.length > 0 && { notParents: args.parent_exclude }),
      ...(args.menu_order !== undefined && { menuOrder: args.menu_order }),
      ...(args.sticky !== undefined && { sticky: args.sticky }),
      ...(args.after !== undefined && { from: past(args.after) }),
      ...(args.before !== undefined && { to: local(args.before) }),
      ...(args.modified_after !== undefined && { changedFrom: past(args.modified_after) }),
      ...(args.modified_before !== undefined && { changedTo: local(args.modified_before) }),
    },
    statuses,
    own: actor.kind === 'account' ? actor.accountId : undefined,
    found: words === '' ? undefined : { words, ids: await searchIds(world.db, site.id, words) },
    by: orderFor(args.orderby),
    descending: args.order === 'desc',
  };
}

function orderFor(orderby: string): PostOrder {
  if (['relevance', 'include', 'include_slugs'].includes(orderby)) return 'given';
  return orderby as PostOrder;
}

type TermList = z.output<ReturnType<typeof termList>>;

/** Groups of terms, of each of which a post must have one. */
function termGroups(given: TermList | undefined): readonly TermGroup[] {
  if (given === undefined) return [];
  if (Array.isArray(given)) return [{ any: given }];
  return given.operator === 'AND' ? given.terms.map((id) => ({ any: [id] })) : [{ any: given.terms }];
}

function termIds(given: TermList | undefined): readonly number[] {
  return given === undefined ? [] : Array.isArray(given) ? given : given.terms;
}

async function one(
  call: Call,
  type: PostType,
  { context, password }: z.output<z.ZodObject<typeof itemArgs>>,
  takesGuess: TakesGuess,
): Promise<Outcome> {
  const row = await findPost(call, type);
  if ('code' in row) return row;
  if (!mayRead(call, row)) return forbid(call, 'rest_forbidden', 'Sorry, you are not allowed to do that.');
  if (context === 'edit' && !mayEdit(call, row))
    return forbid(call, 'rest_forbidden_context', 'Sorry, you are not allowed to edit this post.');
  if (
    password !== undefined &&
    row.password !== null &&
    (!takesGuess(call, row.id) || password !== row.password)
  )
    return refuse(403, 'rest_post_incorrect_password', 'Incorrect post password.');
  const reading = { context, fields: fieldsOf(call.query.get('_fields')), password };
  const [item] = await postItems(call, [row], reading);
  return answer(item, { headers: alternate(row, item) });
}

/** A post that readers see names its page. */
function alternate({ path }: PostRow, item: object | undefined): Record<string, string> {
  const { link } = item as { link?: string };
  return path === null || link === undefined ? {} : { link: `<${link}>; rel="alternate"; type=text/html` };
}
