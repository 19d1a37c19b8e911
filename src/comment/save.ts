import type { Selectable } from 'kysely';
import type { Document } from '../document/index.ts';
import { directionOf, plainText, renderHtml } from '../document/index.ts';
import {
  type CommentTable,
  type IdentityTable,
  nextId,
  reserveId,
  statement,
  storable,
  type Transaction,
} from '../kit/database/index.ts';
import { emit } from '../kit/queue/index.ts';
import type { QuoteAnchor, Reason, Standing } from './comment.ts';
import { deepest, segment } from './path.ts';
import { settle, shown } from './save-shown.ts';

/** Who replies, as it will be shown. */
export type IdentityWrite = {
  readonly kind: 'guest' | 'account' | 'remote' | 'mention';
  readonly name: string;
  readonly url?: string;
  readonly email?: string;
  readonly provider?: string;
  readonly accountId?: number;
  readonly authorId?: number;
  readonly avatar?: string;
};

/** What is known of a reply that was sent to this install: how it came, and what the phases found. */
export type Arrival = {
  readonly sender?: string | undefined;
  readonly network?: string | undefined;
  readonly format: 'markdown' | 'html';
  readonly reasons: readonly Reason[];
  readonly rank: number;
  readonly digest: string;
  readonly quote?: QuoteAnchor | undefined;
  readonly lang?: string | undefined;
};

export type CommentWrite = {
  readonly postId: number;
  readonly parentId?: number;
  readonly identity: IdentityWrite;
  readonly document: Document;
  /** What was sent, as it was sent. */
  readonly original?: string;
  readonly origin: CommentTable['origin'];
  /** Where it comes from; one comment of a site for each. */
  readonly originUri?: string;
  readonly status: 'pending' | 'live' | 'spam' | 'tombstone';
  readonly publishedAt: string;
  readonly editedAt?: string;
  readonly arrival?: Arrival;
  /** Goes out with the events (`src/subscription`). */
  readonly subscribe?: 'thread' | 'replies' | undefined;
  /** An ID to keep, where it is free. */
  readonly id?: number;
};

export type CommentAdded =
  | { readonly ok: true; readonly id: number; readonly created: boolean }
  | { readonly ok: false; readonly reason: 'post-missing' };

/**
 * Adds a comment to a post's thread: the one way in, whatever door it came by. One that is there already (by
 * its origin) is left as it is. An answer to a comment that is not there stands as an answer to the post.
 */
export async function addComment(
  tx: Transaction,
  siteId: number,
  write: CommentWrite,
): Promise<CommentAdded> {
  const known = write.originUri === undefined ? undefined : await findByOrigin(tx, siteId, write.originUri);
  if (known !== undefined) return { ok: true, id: known, created: false };
  if (!(await postExists(tx, siteId, write.postId))) return { ok: false, reason: 'post-missing' };
  const id = await commentId(tx, siteId, write.id);
  const parent =
    write.parentId === undefined ? undefined : await findParent(tx, siteId, write.postId, write.parentId);
  const identityId = await addIdentity(tx, siteId, write.identity, write.publishedAt);
  const place = placeIn(parent, id);
  const live = write.status === 'live';
  await inserted.run(tx, {
    site_id: siteId,
    id,
    post_id: write.postId,
    ...place,
    identity_id: identityId,
    origin: write.origin,
    origin_uri: write.originUri ?? null,
    status: write.status,
    standing: standingOf(write.status),
    ...textColumns(id, write.document),
    ...arrivalColumns(write.arrival),
    original: write.original === undefined ? null : storable(write.original),
    published_at: write.publishedAt,
    edited_at: write.editedAt ?? null,
    live_at: live ? tx.clock.now().toISOString() : null,
  });
  if (live || write.status === 'tombstone')
    await shown(tx, siteId, { postId: write.postId, path: place.path, entries: 1, live: live ? 1 : 0 });
  if (live && parent) await settle(tx, siteId, parent.id);
  await tellOf(tx, siteId, id, write);
  return { ok: true, id, created: true };
}

function standingOf(status: CommentWrite['status']): Standing {
  return status === 'tombstone' ? 'removed' : status;
}

function arrivalColumns(arrival: Arrival | undefined) {
  return {
    sender: arrival?.sender ?? null,
    network: arrival?.network ?? null,
    format: arrival?.format ?? null,
    reasons: JSON.stringify(arrival?.reasons ?? []),
    spam_rank: arrival?.rank ?? 500,
    digest: arrival?.digest ?? null,
    quote: arrival?.quote === undefined ? null : JSON.stringify(arrival.quote),
    lang: arrival?.lang ?? null,
  };
}

const columns = [
  'site_id',
  'id',
  'post_id',
  'parent_id',
  'root_id',
  'depth',
  'path',
  'identity_id',
  'origin',
  'origin_uri',
  'status',
  'standing',
  'document',
  'html',
  'text',
  'dir',
  'sender',
  'network',
  'format',
  'reasons',
  'spam_rank',
  'digest',
  'quote',
  'lang',
  'original',
  'published_at',
  'edited_at',
  'live_at',
] as const;

type Inserted = Pick<Selectable<CommentTable>, (typeof columns)[number]>;

const inserted = statement<Inserted>()((db, value) =>
  db
    .insertInto('comment')
    .values(Object.fromEntries(columns.map((column) => [column, value(column)])) as Inserted),
);

/** What goes outside hangs on `comment.live`. What an import brought was live where it came from: nobody is told. */
async function tellOf(tx: Transaction, siteId: number, id: number, write: CommentWrite): Promise<void> {
  const { postId, subscribe } = write;
  const payload = { commentId: id, postId };
  await emit(tx, { kind: 'comment.saved', siteId, payload: { ...payload, ...(subscribe && { subscribe }) } });
  if (write.status === 'live' && write.origin !== 'import')
    await emit(tx, { kind: 'comment.live', siteId, payload: { ...payload, first: true } });
}

/** Writes a comment's text and its author's name anew, as where it came from has them now. False when it is gone. */
export async function editComment(
  tx: Transaction,
  siteId: number,
  id: number,
  edit: { readonly document: Document; readonly original: string; readonly identity: IdentityWrite },
): Promise<boolean> {
  const row = await tx.db
    .selectFrom('comment')
    .select(['post_id', 'identity_id'])
    .where('site_id', '=', siteId)
    .where('id', '=', id)
    .executeTakeFirst();
  if (!row) return false;
  await tx.db
    .updateTable('comment')
    .set({ ...textColumns(id, edit.document), original: edit.original })
    .where('site_id', '=', siteId)
    .where('id', '=', id)
    .execute();
  await tx.db
    .updateTable('identity')
    .set({ name: edit.identity.name, url: httpUrl(edit.identity.url) })
    .where('site_id', '=', siteId)
    .where('id', '=', row.identity_id)
    .execute();
  tx.changed(siteId, `post:${row.post_id}/comments`, 'comments');
  await emit(tx, { kind: 'comment.saved', siteId, payload: { commentId: id, postId: row.post_id } });
  return true;
}

/** What was written, and what readers get of it. */
export function textColumns(id: number, document: Document) {
  const { text } = plainText(document);
  const html = renderHtml(document, { linkRel: 'nofollow ugc', topHeading: 4, idPrefix: `c${id}-` });
  return { document: JSON.stringify(document), html: html.toString(), text, dir: directionOf(text) };
}

/** Where a comment stands in its thread. Deeper than anybody can follow, replies stand beside each other. */
function placeIn(parent: Parent | undefined, id: number) {
  if (!parent) return { parent_id: null, root_id: id, depth: 0, path: segment(id) };
  const above = parent.depth < deepest ? parent.path : parent.path.slice(0, -segment(id).length);
  return {
    parent_id: parent.id,
    root_id: parent.root_id,
    depth: Math.min(parent.depth + 1, deepest),
    path: above + segment(id),
  };
}

type Parent = {
  readonly id: number;
  readonly root_id: number;
  readonly depth: number;
  readonly path: string;
};

async function findParent(
  tx: Transaction,
  siteId: number,
  postId: number,
  id: number,
): Promise<Parent | undefined> {
  return answered.first(tx, { site: siteId, post: postId, id });
}

const answered = statement<{ site: number; post: number; id: number }>()((db, value) =>
  db
    .selectFrom('comment')
    .select(['id', 'root_id', 'depth', 'path'])
    .where('site_id', '=', value('site'))
    .where('post_id', '=', value('post'))
    .where('id', '=', value('id')),
);

async function findByOrigin(tx: Transaction, siteId: number, uri: string): Promise<number | undefined> {
  const row = await tx.db
    .selectFrom('comment')
    .select('id')
    .where('site_id', '=', siteId)
    .where('origin_uri', '=', uri)
    .executeTakeFirst();
  return row?.id;
}

async function postExists(tx: Transaction, siteId: number, id: number): Promise<boolean> {
  return (await postById.first(tx, { site: siteId, id })) !== undefined;
}

const postById = statement<{ site: number; id: number }>()((db, value) =>
  db.selectFrom('post').select('id').where('site_id', '=', value('site')).where('id', '=', value('id')),
);

async function commentId(tx: Transaction, siteId: number, wanted: number | undefined): Promise<number> {
  if (wanted === undefined || !Number.isSafeInteger(wanted) || wanted < 1)
    return nextId(tx, siteId, 'comment');
  const taken = await tx.db
    .selectFrom('comment')
    .select('id')
    .where('site_id', '=', siteId)
    .where('id', '=', wanted)
    .executeTakeFirst();
  if (taken) return nextId(tx, siteId, 'comment');
  await reserveId(tx, siteId, 'comment', wanted);
  return wanted;
}

async function addIdentity(
  tx: Transaction,
  siteId: number,
  write: IdentityWrite,
  at: string,
): Promise<number> {
  const id = await nextId(tx, siteId, 'identity');
  await signed.run(tx, {
    site_id: siteId,
    id,
    kind: write.kind,
    name: storable(write.name),
    url: httpUrl(write.url),
    email: write.email ?? null,
    avatar: write.avatar ?? null,
    provider: write.provider ?? null,
    account_id: write.accountId ?? null,
    author_id: write.authorId ?? null,
    created_at: at,
  });
  return id;
}

const signed = statement<IdentityTable>()((db, value) =>
  db.insertInto('identity').values({
    site_id: value('site_id'),
    id: value('id'),
    kind: value('kind'),
    name: value('name'),
    url: value('url'),
    email: value('email'),
    avatar: value('avatar'),
    provider: value('provider'),
    account_id: value('account_id'),
    author_id: value('author_id'),
    created_at: value('created_at'),
  }),
);

/** Addresses of people that are not of the web are dropped, not refused. */
function httpUrl(text: string | undefined): string | null {
  if (!text || !URL.canParse(text)) return null;
  return /^https?:$/.test(new URL(text).protocol) ? text : null;
}
