import { type MediaTable, nextId, reserveId, type Transaction } from '../kit/database/index.ts';
import { emit, enqueue } from '../kit/queue/index.ts';
import type { World } from '../kit/world.ts';
import { fetchJob, variantsJob } from './job-kinds.ts';
import { extensionOf, kinds } from './kind.ts';
import { type Media, mediaFromRow } from './media.ts';
import { normalPath, numbered, uploadPath } from './path.ts';
import { type PreparedFile, prepareFile, type UploadRefused } from './prepare.ts';

/** What is known about a file besides its bytes. */
export type MediaFacts = {
  /** Its own address (an import's); else it gets one by its name and time. */
  readonly path?: string;
  /** When it came, UTC ISO: decides the folder. Default: now. */
  readonly at?: string;
  /** An import's ID, kept where it is free. */
  readonly id?: number;
  readonly title?: string;
  readonly alt?: string;
  readonly caption?: string;
  /** Where it was fetched from. */
  readonly sourceUrl?: string;
  readonly authorId?: number;
  readonly postId?: number;
  /** Shown in one size only: no others are made of it. */
  readonly oneSize?: boolean;
};

export type Upload = MediaFacts & {
  readonly name: string;
  readonly body: Uint8Array | AsyncIterable<Uint8Array>;
};

export type MediaStored =
  /** `created` is false when the site has the same content already, and the answer is that. */
  { readonly ok: true; readonly media: Media; readonly created: boolean };

export type MediaRefused =
  | UploadRefused
  | { readonly ok: false; readonly reason: 'bad-path'; readonly path: string }
  | { readonly ok: false; readonly reason: 'path-taken'; readonly path: string; readonly by: number };

/** Takes a file into a site: checks and cleans it, keeps its bytes, writes it down, and asks for its sizes. */
export async function storeMedia(
  world: World,
  siteId: number,
  upload: Upload,
): Promise<MediaStored | MediaRefused> {
  const prepared = await prepareFile(world.storage, siteId, upload);
  if (!prepared.ok) return prepared;
  return world.db.write((tx) => addMedia(tx, siteId, prepared, upload));
}

/**
 * The part of `storeMedia` that needs the database, for an import that writes much in one transaction: `prepared`
 * came from `prepareFile` before it began.
 */
export async function addMedia(
  tx: Transaction,
  siteId: number,
  prepared: PreparedFile,
  facts: MediaFacts,
): Promise<MediaStored | MediaRefused> {
  const wanted = facts.path === undefined ? undefined : normalPath(facts.path);
  if (facts.path !== undefined && wanted === undefined)
    return { ok: false, reason: 'bad-path', path: facts.path };
  const same = await sameContent(tx, siteId, prepared.sha256, wanted);
  if (same) return { ok: true, media: mediaFromRow(same), created: false };
  const now = tx.clock.now().toISOString();
  const usual = uploadPath(prepared.name, prepared.kind, facts.at ?? now);
  const path = wanted ?? (await freePath(tx, siteId, usual));
  const taken = wanted && (await rowAt(tx, siteId, wanted));
  if (taken && taken.status === 'ready') return { ok: false, reason: 'path-taken', path, by: taken.id };
  const content = contentOf(prepared);
  if (taken) return { ok: true, media: await complete(tx, taken, content), created: true };
  const row = await insert(
    tx,
    siteId,
    { ...emptyRow(facts, now), ...content, path, status: 'ready' },
    facts.id,
  );
  if (!facts.oneSize) await askForVariants(tx, row);
  await tell(tx, siteId, row.id);
  return { ok: true, media: mediaFromRow(row), created: true };
}

/**
 * Writes down a file that is still elsewhere. With `fetch`, a job brings it; else it stays `remote` until
 * `fetchMedia` is asked for. The same address again is the same file.
 */
export async function addRemoteMedia(
  tx: Transaction,
  siteId: number,
  facts: MediaFacts & { readonly sourceUrl: string; readonly fetch: boolean },
): Promise<MediaStored | Extract<MediaRefused, { reason: 'bad-path' }>> {
  const known = await tx.db
    .selectFrom('media')
    .selectAll()
    .where('site_id', '=', siteId)
    .where('source_url', '=', facts.sourceUrl)
    .executeTakeFirst();
  if (known) return { ok: true, media: mediaFromRow(known), created: false };
  const now = tx.clock.now().toISOString();
  const wanted = normalPath(facts.path ?? pathFromSource(facts.sourceUrl, facts.at ?? now) ?? '');
  if (wanted === undefined) return { ok: false, reason: 'bad-path', path: facts.path ?? facts.sourceUrl };
  const path = await freePath(tx, siteId, wanted);
  const row = await insert(
    tx,
    siteId,
    { ...emptyRow(facts, now), mime: mimeByName(path), path, status: 'remote' },
    facts.id,
  );
  if (facts.fetch) await fetchMedia(tx, siteId, row.id);
  return { ok: true, media: mediaFromRow(row), created: true };
}

/** Asks for a remote file, or again for one that could not be had. */
export async function fetchMedia(tx: Transaction, siteId: number, id: number): Promise<void> {
  await enqueue(tx, { kind: fetchJob, key: `${siteId}:${id}`, siteId, payload: { id } });
}

export type MediaEdit = { readonly title?: string; readonly alt?: string; readonly caption?: string };

export async function editMedia(
  tx: Transaction,
  siteId: number,
  id: number,
  edit: MediaEdit,
): Promise<boolean> {
  const changed_at = tx.clock.now().toISOString();
  const { numUpdatedRows } = await tx.db
    .updateTable('media')
    .set({ ...edit, changed_at })
    .where('site_id', '=', siteId)
    .where('id', '=', id)
    .executeTakeFirst();
  if (numUpdatedRows === 0n) return false;
  await tell(tx, siteId, id);
  return true;
}

/** Takes a file out of a site: its address answers no more. Its bytes go with the next sweep. */
export async function deleteMedia(tx: Transaction, siteId: number, id: number): Promise<boolean> {
  const { numDeletedRows } = await tx.db
    .deleteFrom('media')
    .where('site_id', '=', siteId)
    .where('id', '=', id)
    .executeTakeFirst();
  if (numDeletedRows === 0n) return false;
  await tell(tx, siteId, id);
  return true;
}

/** Puts the bytes in for a file that was remote. */
export async function complete(tx: Transaction, row: MediaTable, content: Content): Promise<Media> {
  const changed = { ...row, ...content, status: 'ready' as const, changed_at: tx.clock.now().toISOString() };
  await tx.db
    .updateTable('media')
    .set(changed)
    .where('site_id', '=', row.site_id)
    .where('id', '=', row.id)
    .execute();
  await askForVariants(tx, changed);
  await tell(tx, row.site_id, row.id);
  return mediaFromRow(changed);
}

/** Tells who shows it: pages read `media:12`; posts that hold it listen for the event. */
export async function tell(tx: Transaction, siteId: number, id: number): Promise<void> {
  tx.changed(siteId, `media:${id}`);
  await emit(tx, { kind: 'media.changed', siteId, payload: { id } });
}

type Content = Pick<MediaTable, 'sha256' | 'mime' | 'bytes' | 'width' | 'height'>;

export function contentOf({ sha256, kind, bytes, width, height }: PreparedFile): Content {
  return { sha256, mime: kind.mime, bytes, width: width ?? null, height: height ?? null };
}

async function askForVariants(tx: Transaction, row: MediaTable): Promise<void> {
  const { site_id: siteId, id } = row;
  if (!hasVariants(row)) return;
  await enqueue(tx, { kind: variantsJob, key: `${siteId}:${id}`, siteId, payload: { id } });
}

function hasVariants({ mime, width }: MediaTable): boolean {
  return (
    width !== null && ['image/jpeg', 'image/png', 'image/webp', 'image/gif', 'image/avif'].includes(mime)
  );
}

async function insert(
  tx: Transaction,
  siteId: number,
  row: Omit<MediaTable, 'site_id' | 'id'>,
  wantedId: number | undefined,
): Promise<MediaTable> {
  const id = await mediaId(tx, siteId, wantedId);
  const complete = { site_id: siteId, id, ...row };
  await tx.db.insertInto('media').values(complete).execute();
  return complete;
}

function emptyRow(facts: MediaFacts, now: string): Omit<MediaTable, 'site_id' | 'id' | 'path' | 'status'> {
  return {
    sha256: null,
    mime: '',
    bytes: 0,
    width: null,
    height: null,
    duration_ms: null,
    title: facts.title ?? '',
    alt: facts.alt ?? '',
    caption: facts.caption ?? '',
    source_url: facts.sourceUrl ?? null,
    variants: '[]',
    author_id: facts.authorId ?? null,
    post_id: facts.postId ?? null,
    created_at: facts.at ?? now,
    changed_at: now,
  };
}

/** Posts, pages and media share their IDs, as WordPress's clients expect. */
async function mediaId(tx: Transaction, siteId: number, wanted: number | undefined): Promise<number> {
  if (wanted === undefined || (await isTaken(tx, siteId, wanted))) return nextId(tx, siteId, 'post');
  await reserveId(tx, siteId, 'post', wanted);
  return wanted;
}

async function isTaken(tx: Transaction, siteId: number, id: number): Promise<boolean> {
  for (const table of ['media', 'post'] as const) {
    const row = await tx.db
      .selectFrom(table)
      .select('id')
      .where('site_id', '=', siteId)
      .where('id', '=', id)
      .executeTakeFirst();
    if (row) return true;
  }
  return false;
}

/** The site's file with this content: at the wanted path, or, when any will do, anywhere. */
async function sameContent(tx: Transaction, siteId: number, sha256: string, path: string | undefined) {
  const query = tx.db
    .selectFrom('media')
    .selectAll()
    .where('site_id', '=', siteId)
    .where('sha256', '=', sha256);
  return (path === undefined ? query : query.where('path', '=', path)).orderBy('id').executeTakeFirst();
}

function rowAt(tx: Transaction, siteId: number, path: string): Promise<MediaTable | undefined> {
  return tx.db
    .selectFrom('media')
    .selectAll()
    .where('site_id', '=', siteId)
    .where('path', '=', path)
    .executeTakeFirst();
}

async function freePath(tx: Transaction, siteId: number, wanted: string): Promise<string> {
  for (let number = 0; ; number++) {
    const path = numbered(wanted, number);
    if ((await rowAt(tx, siteId, path)) === undefined) return path;
  }
}

/** WordPress's own path where the address has it, so that old links find it; else a folder by its time. */
function pathFromSource(sourceUrl: string, at: string): string | undefined {
  if (!URL.canParse(sourceUrl)) return undefined;
  const path = decoded(new URL(sourceUrl).pathname);
  const known = /\/wp-content\/uploads\/.+$/.exec(path)?.[0];
  if (known !== undefined) return known;
  const kind = kinds.find(({ extensions }) => extensions.includes(extensionOf(path)));
  return kind && uploadPath(path, kind, at);
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

function mimeByName(path: string): string {
  const extension = extensionOf(path);
  return kinds.find(({ extensions }) => extensions.includes(extension))?.mime ?? 'application/octet-stream';
}
