import { type PostTable, storable, type Transaction } from '../kit/database/index.ts';
import { emit, enqueue } from '../kit/queue/index.ts';
import { quotationsOfPost } from '../quotation/read.ts';
import { planQuotations } from '../quotation/save.ts';
import { markGone } from '../redirect/save.ts';
import { standingOf } from '../revision/publication.ts';
import { changesSince } from '../revision/read.ts';
import type { Change } from '../revision/revision.ts';
import { keepFirst, keepRevision, type Saver } from '../revision/save.ts';
import { endHistory, keepPublication, type PublicState } from '../revision/save-publication.ts';
import { slugFrom, slugify } from '../term/slug.ts';
import { type AddressingSite, moveAddress, moveChildren, pathOf } from './address.ts';
import { postNames } from './change-names.ts';
import { type FilingSettings, filed } from './file.ts';
import { type Listing, recountStatus, relist, unlisted } from './listing.ts';
import { loadWrite } from './load.ts';
import { type PostWrite, type Publication, publicationOf } from './post.ts';
import { type Rendered, renderPost } from './render.ts';
import { writeRepublications } from './republication.ts';
import {
  ancestorsOf,
  findPost,
  forget,
  listingOf,
  postId,
  writeBelongings,
  writeDocument,
  writeHtml,
  writeReferences,
  writeRow,
} from './rows.ts';
import { freeSlug } from './slug.ts';
import { fittingSource, writeSource } from './source.ts';
import { rememberStatus } from './trash-row.ts';

/** What of a site decides how its posts are published. */
export type PublishingSite = AddressingSite & {
  readonly locale: string;
  /** Absolute address of the home page, with a trailing slash. */
  readonly url: string;
  /** Absent where posts are to stand as they are given, as in an import. */
  readonly settings?: FilingSettings;
};

export type Saved = {
  readonly ok: true;
  readonly id: number;
  readonly version: number;
  readonly path: string | null;
};

export type SaveRefused = { readonly ok: false; readonly reason: 'missing' } | Stale;

/** Somebody saved the post since the version that a write began from. */
export type Stale = {
  readonly ok: false;
  readonly reason: 'stale';
  /** The version that the post has now. */
  readonly version: number;
  /** What was saved meanwhile, the oldest first. */
  readonly meanwhile: readonly Change[];
};

/**
 * Writes a new post. `id`, of an import, is kept where it is free. `by` is the account that writes: what it
 * saves is kept as the post's first revision.
 */
export async function createPost(
  tx: Transaction,
  site: PublishingSite,
  write: PostWrite,
  options: Saver & { readonly now: string; readonly id?: number },
): Promise<Saved> {
  const id = await postId(tx, site.id, options.id);
  return persist(tx, site, { id, write, now: options.now, saver: options, before: undefined });
}

/**
 * Writes a post anew. With `version`, only when nobody else changed it since.
 * Its old address, when it moves, answers with a redirect. What changed is kept as a revision, by `by`.
 */
export async function updatePost(
  tx: Transaction,
  site: PublishingSite,
  id: number,
  write: PostWrite,
  options: Saver & { readonly now: string; readonly version?: number },
): Promise<Saved | SaveRefused> {
  const row = await findPost(tx, site.id, id);
  const known = row && (await loadWrite(tx, site.id, id));
  if (!row || !known) return { ok: false, reason: 'missing' };
  if (options.version !== undefined && options.version !== row.version) {
    const meanwhile = await changesSince(tx, site.id, id, options.version);
    return { ok: false, reason: 'stale', version: row.version, meanwhile };
  }
  return persist(tx, site, {
    id,
    write,
    now: options.now,
    saver: options,
    before: { row, write: known, listing: await listingOf(tx, row) },
  });
}

/** Deletes a post for good. Where it was public, 410 from now on; its comments go with it. */
export async function deletePost(
  tx: Transaction,
  site: PublishingSite,
  id: number,
  options: Omit<Saver, 'note'> & { readonly now: string },
): Promise<{ readonly ok: true } | SaveRefused> {
  const row = await findPost(tx, site.id, id);
  if (!row) return { ok: false, reason: 'missing' };
  const write = await loadWrite(tx, site.id, id);
  await endHistory(tx, site.id, id, { ...options, before: write && publicState(row, write) });
  const listing = await listingOf(tx, row);
  await tx.db.deleteFrom('post').where('site_id', '=', site.id).where('id', '=', id).execute();
  await relist(tx, site, id, listing, unlisted);
  await recountStatus(tx, site.id, row, undefined);
  await tx.db.deleteFrom('redirect').where('site_id', '=', site.id).where('post_id', '=', id).execute();
  if (row.path !== null) await markGone(tx, site.id, row.path, options.now);
  tx.changed(site.id, ...postNames(id), `post:${id}/comments`, 'comments', 'redirects');
  await emit(tx, { kind: 'post.deleted', siteId: site.id, payload: { postId: id } });
  return { ok: true };
}

/** The rows that readers get, made again from the document: when a picture's sizes or an embed's card came. */
export async function rerenderPost(tx: Transaction, site: PublishingSite, id: number): Promise<void> {
  const row = await tx.db
    .selectFrom('post')
    .innerJoin('post_document', (join) =>
      join.onRef('post_document.site_id', '=', 'post.site_id').onRef('post_document.post_id', '=', 'post.id'),
    )
    .select(['post.lang', 'post.title', 'post.excerpt', 'post_document.document'])
    .where('post.site_id', '=', site.id)
    .where('post.id', '=', id)
    .executeTakeFirst();
  if (!row) return;
  const rendered = await renderPost(tx, site, {
    quotations: await quotationsOfPost(tx, site.id, id),
    document: JSON.parse(row.document),
    lang: row.lang,
    title: row.title,
    excerpt: row.excerpt,
  });
  await forget(tx, site.id, id, ['post_html']);
  await writeHtml(tx, site.id, id, rendered);
  tx.changed(site.id, `post:${id}`);
}

type Persisting = {
  readonly id: number;
  readonly write: PostWrite;
  readonly now: string;
  readonly saver: Saver;
  readonly before: Before | undefined;
};

type Before = { readonly row: PostTable; readonly write: PostWrite; readonly listing: Listing };

async function persist(tx: Transaction, site: PublishingSite, given: Persisting): Promise<Saved> {
  const { id, now, before } = given;
  const publication = publicationOf(given.write, now);
  const write = await filed(tx, site, given.write, publication);
  const persisting = { ...given, write };
  const quoted = await planQuotations(tx, site.id, id, write.document, {
    listedAt: publication.isPublic && !write.password ? publication.publishedAt : null,
    now,
  });
  const rendered = await renderPost(tx, site, {
    quotations: quoted.quotations,
    document: write.document,
    lang: write.lang ?? null,
    title: write.title,
    excerpt: write.excerpt ?? '',
  });
  const publishedAt = publication.publishedAt ?? now;
  const wanted = (write.slug ? slugFrom(write.slug) : slugify(write.title)) || String(id);
  const address = await freeSlug(
    tx,
    site.id,
    { id, type: write.type, parentId: write.parentId ?? null, wanted },
    async (slug) => (publication.isPublic ? pathOf(tx, site, { id, write, slug, publishedAt }) : null),
  );
  const row = rowOf(site, persisting, { publication, rendered, ...address });
  const implied = await ancestorsOf(tx, site.id, write.terms);
  if (before) await forget(tx, site.id, id, ['post_html', 'post_author', 'post_term', 'post_reference']);
  await writeRow(tx, row, before !== undefined);
  await writeDocument(tx, site.id, id, write, rendered);
  await writeSource(tx, site.id, id, fittingSource(write, before?.write));
  await writeHtml(tx, site.id, id, rendered);
  await writeBelongings(tx, row, write, implied);
  await writeReferences(tx, site.id, id, rendered);
  await quoted.write();
  await writeRepublications(tx, site.id, id, write.document);
  await placeInLists(tx, site, row, persisting, [...write.terms, ...implied]);
  await rememberStatus(tx, row, before?.row.status, persisting.saver.by ?? null);
  await keep(tx, site.id, persisting, row.version);
  await publishVersion(tx, row, persisting);
  if (publication.status === 'scheduled') await schedule(tx, site.id, id, publishedAt);
  await emit(tx, { kind: 'post.saved', siteId: site.id, payload: { postId: id } });
  return { ok: true, id, version: row.version, path: row.path };
}

type Made = {
  readonly publication: Publication;
  readonly rendered: Rendered;
  readonly slug: string;
  readonly path: string | null;
};

function rowOf(
  site: PublishingSite,
  { id, write, now, before }: Persisting,
  { publication, rendered, slug, path }: Made,
): PostTable {
  return {
    site_id: site.id,
    id,
    type: write.type,
    status: publication.status,
    slug,
    path,
    title: storable(write.title),
    excerpt: storable(write.excerpt ?? ''),
    summary: rendered.summary,
    lang: write.lang ?? null,
    dir: rendered.dir,
    parent_id: write.parentId ?? null,
    menu_order: write.menuOrder ?? 0,
    picture_id: write.pictureId ?? null,
    sticky: write.sticky ? 1 : 0,
    password: write.password || null,
    comments_open: (write.commentsOpen ?? write.type === 'post') ? 1 : 0,
    comment_count: before?.row.comment_count ?? 0,
    created_at: before?.row.created_at ?? now,
    changed_at: now,
    published_at: publication.publishedAt,
    updated_at: updatedAt(write, before?.row, publication.isPublic, now),
    listed_at: publication.listedAt,
    version: (before?.row.version ?? 0) + 1,
    words: rendered.words,
    minutes: rendered.minutes,
    parts: rendered.parts.length,
    guid: write.guid ?? before?.row.guid ?? `${site.url}?p=${id}`,
    meta: JSON.stringify(write.meta ?? {}).replaceAll('\\u0000', '\\ufffd'),
  };
}

/** Leaves word where the post was, and brings the lists that show it up to date. */
async function placeInLists(
  tx: Transaction,
  site: PublishingSite,
  row: PostTable,
  { write, now, before }: Persisting,
  terms: readonly number[],
): Promise<void> {
  const { id, path } = row;
  await moveAddress(tx, site.id, id, before?.row.path ?? null, path, path !== null, now);
  const listing = { listedAt: row.listed_at, sticky: row.sticky === 1, terms, authors: write.authors };
  await relist(tx, site, id, before?.listing ?? unlisted, listing);
  await recountStatus(tx, site.id, before?.row, row);
  tx.changed(site.id, ...postNames(id));
  if (!before) return;
  const moved = before.row.path !== path;
  if (moved || before.row.password !== row.password) tx.changed(site.id, 'comments');
  if (moved && write.type === 'page') await moveChildren(tx, site, id, now);
}

/** What an import brings is its own first revision: it is kept once somebody changes it. */
async function keep(
  tx: Transaction,
  siteId: number,
  { id, now, saver, before }: Persisting,
  version: number,
): Promise<void> {
  if (!before && saver.by === undefined) return;
  const write = await loadWrite(tx, siteId, id);
  if (!write) return;
  const after = { write, version, at: now };
  if (!before) return keepFirst(tx, siteId, id, after, saver);
  const { row } = before;
  const earlier = { write: before.write, version: row.version, at: row.changed_at };
  await keepRevision(tx, siteId, id, { before: earlier, after, saver });
}

/** What the save is to readers, who see none of a draft. */
async function publishVersion(
  tx: Transaction,
  row: PostTable,
  { id, write, now, saver, before }: Persisting,
): Promise<void> {
  await keepPublication(tx, row.site_id, {
    postId: id,
    before: before && publicState(before.row, before.write),
    after: publicState(row, write),
    now,
    by: saver.by,
    announcement: saver.announcement,
  });
}

function publicState(row: PostTable, write: PostWrite): PublicState {
  const at = row.updated_at ?? row.published_at ?? row.changed_at;
  return { standing: standingOf(row), write, path: row.path, at };
}

/** A published text that is published again has been updated; a draft has not. */
function updatedAt(
  write: PostWrite,
  before: PostTable | undefined,
  isPublic: boolean,
  now: string,
): string | null {
  if (write.updatedAt) return write.updatedAt;
  if (!before) return null;
  return before.path !== null && isPublic ? now : before.updated_at;
}

async function schedule(tx: Transaction, siteId: number, postId: number, runAt: string): Promise<void> {
  await enqueue(tx, { kind: 'post.publish', key: `${siteId}:${postId}`, siteId, payload: { postId }, runAt });
}
