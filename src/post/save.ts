import { nextId, type PostTable, reserveId, storable, type Transaction } from '../kit/database/index.ts';
import { emit, enqueue } from '../kit/queue/index.ts';
import { markGone } from '../redirect/save.ts';
import { slugFrom, slugify } from '../term/slug.ts';
import { type AddressingSite, moveAddress, moveChildren, pathOf } from './address.ts';
import { type Listing, relist, unlisted } from './listing.ts';
import { type PostWrite, publicationOf } from './post.ts';
import { type Rendered, renderPost } from './render.ts';
import { freeSlug } from './slug.ts';

/** What of a site decides how its posts are published. */
export type PublishingSite = AddressingSite & {
  readonly locale: string;
  /** Absolute address of the home page, with a trailing slash. */
  readonly url: string;
};

export type Saved = {
  readonly ok: true;
  readonly id: number;
  readonly version: number;
  readonly path: string | null;
};

export type SaveRefused =
  | { readonly ok: false; readonly reason: 'missing' }
  | { readonly ok: false; readonly reason: 'stale'; readonly version: number };

/** Writes a new post. `id`, of an import, is kept where it is free. */
export async function createPost(
  tx: Transaction,
  site: PublishingSite,
  write: PostWrite,
  options: { readonly now: string; readonly id?: number },
): Promise<Saved> {
  const id = await postId(tx, site.id, options.id);
  return persist(tx, site, { id, write, now: options.now, before: undefined });
}

/**
 * Writes a post anew. With `version`, only when nobody else changed it since.
 * Its old address, when it moves, answers with a redirect.
 */
export async function updatePost(
  tx: Transaction,
  site: PublishingSite,
  id: number,
  write: PostWrite,
  options: { readonly now: string; readonly version?: number },
): Promise<Saved | SaveRefused> {
  const row = await findPost(tx, site.id, id);
  if (!row) return { ok: false, reason: 'missing' };
  if (options.version !== undefined && options.version !== row.version) {
    return { ok: false, reason: 'stale', version: row.version };
  }
  return persist(tx, site, {
    id,
    write,
    now: options.now,
    before: { row, listing: await listingOf(tx, row) },
  });
}

/** Deletes a post for good. Where it was public, 410 from now on; its comments go with it. */
export async function deletePost(
  tx: Transaction,
  site: PublishingSite,
  id: number,
  options: { readonly now: string },
): Promise<{ readonly ok: true } | SaveRefused> {
  const row = await findPost(tx, site.id, id);
  if (!row) return { ok: false, reason: 'missing' };
  const listing = await listingOf(tx, row);
  await tx.db.deleteFrom('post').where('site_id', '=', site.id).where('id', '=', id).execute();
  await relist(tx, site, id, listing, unlisted);
  await tx.db.deleteFrom('redirect').where('site_id', '=', site.id).where('post_id', '=', id).execute();
  if (row.path !== null) await markGone(tx, site.id, row.path, options.now);
  tx.changed(site.id, `post:${id}`, `post:${id}/comments`, 'comments', 'redirects');
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
    document: JSON.parse(row.document),
    lang: row.lang,
    title: row.title,
    excerpt: row.excerpt,
  });
  await forget(tx, site.id, id, ['post_html']);
  await writeHtml(tx, site.id, id, rendered);
  tx.changed(site.id, `post:${id}`);
}

/** Marks a category that a post has by way of a category below it. */
const impliedPosition = -1;

type Persisting = {
  readonly id: number;
  readonly write: PostWrite;
  readonly now: string;
  readonly before: { readonly row: PostTable; readonly listing: Listing } | undefined;
};

async function persist(
  tx: Transaction,
  site: PublishingSite,
  { id, write, now, before }: Persisting,
): Promise<Saved> {
  const publication = publicationOf(write, now);
  const rendered = await renderPost(tx, site, {
    document: write.document,
    lang: write.lang ?? null,
    title: write.title,
    excerpt: write.excerpt ?? '',
  });
  const wanted = (write.slug ? slugFrom(write.slug) : slugify(write.title)) || String(id);
  const publishedAt = publication.publishedAt ?? now;
  const { slug, path } = await freeSlug(
    tx,
    site.id,
    { id, type: write.type, parentId: write.parentId ?? null, wanted },
    async (slug) => (publication.isPublic ? pathOf(tx, site, { id, write, slug, publishedAt }) : null),
  );
  const version = (before?.row.version ?? 0) + 1;
  const row: PostTable = {
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
    version,
    words: rendered.words,
    minutes: rendered.minutes,
    parts: rendered.parts.length,
    guid: write.guid ?? before?.row.guid ?? `${site.url}?p=${id}`,
    meta: JSON.stringify(write.meta ?? {}).replaceAll('\\u0000', '\\ufffd'),
  };
  const implied = await ancestorsOf(tx, site.id, write.terms);
  if (before) await forget(tx, site.id, id, ['post_html', 'post_author', 'post_term', 'post_reference']);
  await writeRow(tx, row, before !== undefined);
  await writeDocument(tx, site.id, id, write, rendered);
  await writeHtml(tx, site.id, id, rendered);
  await writeBelongings(tx, row, write, implied);
  await writeReferences(tx, site.id, id, rendered);
  await moveAddress(tx, site.id, id, before?.row.path ?? null, path, publication.isPublic, now);
  const terms = [...write.terms, ...implied];
  const listing = { listedAt: row.listed_at, sticky: row.sticky === 1, terms, authors: write.authors };
  await relist(tx, site, id, before?.listing ?? unlisted, listing);
  tx.changed(site.id, `post:${id}`);
  if (before && (before.row.path !== path || before.row.password !== row.password))
    tx.changed(site.id, 'comments');
  if (before && before.row.path !== path && write.type === 'page') await moveChildren(tx, site, id, now);
  if (publication.status === 'scheduled') await schedule(tx, site.id, id, publishedAt);
  await emit(tx, { kind: 'post.saved', siteId: site.id, payload: { postId: id } });
  return { ok: true, id, version, path };
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

/** Rows that are written anew with every change; a new post has none. */
async function forget(
  tx: Transaction,
  siteId: number,
  postId: number,
  tables: readonly ('post_html' | 'post_author' | 'post_term' | 'post_reference')[],
): Promise<void> {
  for (const table of tables) {
    await tx.db.deleteFrom(table).where('site_id', '=', siteId).where('post_id', '=', postId).execute();
  }
}

async function writeRow(tx: Transaction, row: PostTable, exists: boolean): Promise<void> {
  if (!exists) {
    await tx.db.insertInto('post').values(row).execute();
    return;
  }
  const { site_id, id, ...rest } = row;
  await tx.db.updateTable('post').set(rest).where('site_id', '=', site_id).where('id', '=', id).execute();
}

async function writeDocument(
  tx: Transaction,
  siteId: number,
  postId: number,
  write: PostWrite,
  rendered: Rendered,
): Promise<void> {
  const values = { document: JSON.stringify(write.document), text: rendered.text };
  await tx.db
    .insertInto('post_document')
    .values({ site_id: siteId, post_id: postId, ...values })
    .onConflict((conflict) => conflict.columns(['site_id', 'post_id']).doUpdateSet(values))
    .execute();
}

async function writeHtml(tx: Transaction, siteId: number, postId: number, rendered: Rendered): Promise<void> {
  const rows = rendered.parts.map(({ html, outline }, index) => ({
    site_id: siteId,
    post_id: postId,
    part: index + 1,
    html: html.toString(),
    outline: JSON.stringify(outline),
  }));
  await tx.db.insertInto('post_html').values(rows).execute();
}

async function writeBelongings(
  tx: Transaction,
  row: PostTable,
  write: PostWrite,
  implied: readonly number[],
): Promise<void> {
  const of = { site_id: row.site_id, post_id: row.id, listed_at: row.listed_at };
  const authors = [...new Set(write.authors)].map((author_id, position) => ({ ...of, author_id, position }));
  const terms = [
    ...[...new Set(write.terms)].map((term_id, position) => ({ ...of, term_id, position })),
    ...implied.map((term_id) => ({ ...of, term_id, position: impliedPosition })),
  ];
  if (authors.length > 0) await tx.db.insertInto('post_author').values(authors).execute();
  if (terms.length > 0) await tx.db.insertInto('post_term').values(terms).execute();
}

/** Categories above those of a post: their archives list it too, as WordPress's do. */
async function ancestorsOf(
  tx: Transaction,
  siteId: number,
  terms: readonly number[],
): Promise<readonly number[]> {
  const above = new Set<number>();
  for (let level = terms; level.length > 0; ) {
    const rows = await tx.db
      .selectFrom('term')
      .select('parent_id')
      .where('site_id', '=', siteId)
      .where('id', 'in', level)
      .where('parent_id', 'is not', null)
      .execute();
    const next = rows.flatMap(({ parent_id }) => parent_id ?? []).filter((id) => !above.has(id));
    for (const id of next) above.add(id);
    level = next;
  }
  return [...above].filter((id) => !terms.includes(id));
}

async function writeReferences(
  tx: Transaction,
  siteId: number,
  postId: number,
  rendered: Rendered,
): Promise<void> {
  const rows = rendered.references.map((reference) => ({ site_id: siteId, post_id: postId, ...reference }));
  if (rows.length > 0) await tx.db.insertInto('post_reference').values(rows).execute();
}

async function schedule(tx: Transaction, siteId: number, postId: number, runAt: string): Promise<void> {
  await enqueue(tx, { kind: 'post.publish', key: `${siteId}:${postId}`, siteId, payload: { postId }, runAt });
}

async function postId(tx: Transaction, siteId: number, wanted: number | undefined): Promise<number> {
  if (wanted === undefined || (await isTaken(tx, siteId, wanted))) return nextId(tx, siteId, 'post');
  await reserveId(tx, siteId, 'post', wanted);
  return wanted;
}

/** Posts, pages and media share their IDs. */
async function isTaken(tx: Transaction, siteId: number, id: number): Promise<boolean> {
  const post = await tx.db
    .selectFrom('post')
    .select('id')
    .where('site_id', '=', siteId)
    .where('id', '=', id)
    .executeTakeFirst();
  if (post) return true;
  const media = await tx.db
    .selectFrom('media')
    .select('id')
    .where('site_id', '=', siteId)
    .where('id', '=', id)
    .executeTakeFirst();
  return media !== undefined;
}

async function findPost(tx: Transaction, siteId: number, id: number): Promise<PostTable | undefined> {
  return tx.db
    .selectFrom('post')
    .selectAll()
    .where('site_id', '=', siteId)
    .where('id', '=', id)
    .executeTakeFirst();
}

async function listingOf(tx: Transaction, row: PostTable): Promise<Listing> {
  const terms = await tx.db
    .selectFrom('post_term')
    .select('term_id')
    .where('site_id', '=', row.site_id)
    .where('post_id', '=', row.id)
    .execute();
  const authors = await tx.db
    .selectFrom('post_author')
    .select('author_id')
    .where('site_id', '=', row.site_id)
    .where('post_id', '=', row.id)
    .execute();
  return {
    listedAt: row.listed_at,
    sticky: row.sticky === 1,
    terms: terms.map(({ term_id }) => term_id),
    authors: authors.map(({ author_id }) => author_id),
  };
}
