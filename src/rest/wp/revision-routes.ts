import { renderHtml } from '../../document/index.ts';
import { html } from '../../kit/html.ts';
import { sourceOf } from '../../post/source.ts';
import { listRevisions, type Revision, readRevision } from '../../revision/read.ts';
import { type Context, contextArg, flag } from '../argument.ts';
import { apiUrl, type Call, forbid } from '../call.ts';
import { link } from '../link.ts';
import { gmtDate, siteDate } from '../moment.ts';
import { answer, type Outcome, type Refusal, refuse } from '../outcome.ts';
import { listed, pagingArgs } from '../paging.ts';
import { endpoint, type RestRoute } from '../route.ts';
import { knownAuthor } from './author.ts';
import { findPost } from './post-find.ts';
import { mayEdit } from './post-may.ts';
import type { PostRow } from './post-read.ts';

/** `/wp/v2/posts/12/revisions`. A revision's ID is its version: the first is 1. */
export function revisionRoutes(): readonly RestRoute[] {
  return (['post', 'page'] as const).flatMap((type) => {
    const base = `/wp/v2/${type}s/{parent}/revisions`;
    return [
      {
        pattern: base,
        schema: revisionSchema(type),
        endpoints: [
          endpoint({
            methods: ['GET'],
            summary: `The versions that a ${type} had, the newest first.`,
            args: { context: contextArg, page: pagingArgs.page, per_page: pagingArgs.per_page },
            handle: (call, args) => list(call, type, args),
          }),
        ],
      },
      {
        pattern: `${base}/{id}`,
        schema: revisionSchema(type),
        endpoints: [
          endpoint({
            methods: ['GET'],
            summary: `One version of a ${type}.`,
            args: { context: contextArg },
            handle: (call, { context }) => one(call, type, context),
          }),
          endpoint({
            methods: ['DELETE'],
            summary: 'Refused: what was written is kept.',
            args: { force: flag.default(false) },
            statuses: [403],
            handle: async (call) => {
              const post = await editable(call, type);
              if ('code' in post) return post;
              return refuse(403, 'rest_cannot_delete', 'Revisions are kept: what was written stays known.');
            },
          }),
        ],
      },
    ];
  });
}

async function list(
  call: Call,
  type: PostRow['type'],
  args: { readonly context: Context; readonly page: number; readonly per_page: number },
): Promise<Outcome> {
  const post = await editable(call, type);
  if ('code' in post) return post;
  const db = { db: call.world.db.read };
  const total = await countRevisions(call, post.id);
  const before = await versionBefore(call, post.id, (args.page - 1) * args.per_page);
  const changes =
    before === undefined
      ? []
      : await listRevisions(db, call.site.id, post.id, { limit: args.per_page, before });
  const items: object[] = [];
  for (const { version } of changes) {
    const revision = await readRevision(db, call.site.id, post.id, version);
    if (revision) items.push(await item(call, post, revision, args.context));
  }
  return listed(call, args, { items, total });
}

async function countRevisions({ world, site }: Call, postId: number): Promise<number> {
  const row = await world.db.read
    .selectFrom('revision')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('site_id', '=', site.id)
    .where('post_id', '=', postId)
    .executeTakeFirst();
  return Number(row?.count ?? 0);
}

/** The version that a page of the list begins below; undefined where the list is over. */
async function versionBefore({ world, site }: Call, postId: number, skipped: number) {
  if (skipped === 0) return Number.MAX_SAFE_INTEGER;
  const row = await world.db.read
    .selectFrom('revision')
    .select('version')
    .where('site_id', '=', site.id)
    .where('post_id', '=', postId)
    .orderBy('version', 'desc')
    .limit(1)
    .offset(skipped - 1)
    .executeTakeFirst();
  return row?.version;
}

async function one(call: Call, type: PostRow['type'], context: Context): Promise<Outcome> {
  const post = await editable(call, type);
  if ('code' in post) return post;
  const version = Number(call.params.id);
  const db = { db: call.world.db.read };
  const revision = Number.isSafeInteger(version)
    ? await readRevision(db, call.site.id, post.id, version)
    : undefined;
  return revision?.version === version
    ? answer(await item(call, post, revision, context))
    : refuse(404, 'rest_post_invalid_id', 'Invalid revision ID.');
}

/** The post of the route, for who may edit it: earlier states are nobody else's. */
export async function editable(call: Call, type: PostRow['type']): Promise<PostRow | Refusal> {
  const post = await findPost(call, type, 'parent');
  if ('code' in post) return refuse(404, 'rest_post_invalid_parent', 'Invalid post parent ID.');
  return mayEdit(call, post)
    ? post
    : forbid(call, 'rest_cannot_read', 'Sorry, you are not allowed to view revisions of this post.');
}

async function item(call: Call, post: PostRow, revision: Revision, context: Context): Promise<object> {
  const { snapshot, version, at, by } = revision;
  const { site, world } = call;
  const own = `/wp/v2/${post.type}s/${post.id}`;
  const edit = context === 'edit';
  const source = sourceOf(snapshot, snapshot.source?.format ?? 'html');
  const escaped = (text: string) => html`${text}`.toString();
  return {
    author: by === null ? 0 : ((await knownAuthor(world.db, site.id, by)) ?? 0),
    date: siteDate(at, site.timeZone),
    date_gmt: gmtDate(at),
    id: version,
    modified: siteDate(at, site.timeZone),
    modified_gmt: gmtDate(at),
    parent: post.id,
    slug: `${post.id}-revision-v${version}`,
    title: { ...(edit && { raw: snapshot.title }), rendered: escaped(snapshot.title) },
    content: {
      ...(edit && { raw: source.text }),
      rendered: renderHtml(snapshot.document).toString(),
    },
    excerpt: { ...(edit && { raw: snapshot.excerpt ?? '' }), rendered: escaped(snapshot.excerpt ?? '') },
    verbatim_changed: revision.fields,
    verbatim_note: revision.note,
    _links: { parent: [link(apiUrl(call, own))] },
  };
}

function revisionSchema(type: PostRow['type']) {
  const text = { type: 'object', properties: { rendered: { type: 'string', readonly: true } } };
  return {
    $schema: 'http://json-schema.org/draft-04/schema#',
    title: `${type}-revision`,
    type: 'object',
    properties: {
      id: { type: 'integer', readonly: true, description: 'The version.' },
      parent: { type: 'integer', readonly: true },
      author: { type: 'integer', readonly: true },
      date: { type: 'string', format: 'date-time', readonly: true },
      title: text,
      content: text,
      excerpt: text,
    },
  };
}
