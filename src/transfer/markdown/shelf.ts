import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, readdir } from 'node:fs/promises';
import { basename, dirname, join, posix } from 'node:path';
import type { Storage } from '../../kit/storage/index.ts';
import { extensionOf, kinds } from '../../media/kind.ts';
import { normalPath } from '../../media/path.ts';
import { prepareFile } from '../../media/prepare.ts';
import { addMedia, type MediaRefused } from '../../media/save.ts';
import { readRecords, writeRecord } from '../record.ts';
import { breathe, type Run, type Stock } from './run.ts';
import type { SourceFile } from './scan.ts';

/** A file that the site keeps: where readers find it; its ID once it has one. */
export type Shelved = { readonly path: string; readonly id: number | undefined };

/** The pictures, recordings and documents of a folder, found by what posts call them. */
export class Shelf {
  readonly #byItem = new Map<string, Shelved>();
  readonly #uploads = new Map<string, Shelved>();

  put(item: string, shelved: Shelved, isUpload: boolean): void {
    const known = isUpload ? this.#uploads : this.#byItem;
    known.set(item, shelved);
    if (isUpload) return;
    const bare = withoutContainer(item);
    if (!this.#byItem.has(bare)) this.#byItem.set(bare, shelved);
  }

  /** By an address in a post: from the post's own folder, from the site's root, or by its end among the uploads. */
  find(address: string, from: string): Shelved | undefined {
    const path = plainPath(address);
    if (path === undefined) return undefined;
    const beside = path.startsWith('/') ? undefined : posix.normalize(posix.join(dirname(from), path));
    const rooted = posix.normalize(path.replace(/^[/.]+/, ''));
    for (const item of [beside, rooted, withoutContainer(rooted)]) {
      const found = item === undefined ? undefined : this.#byItem.get(item);
      if (found) return found;
    }
    for (let end = rooted; ; end = end.slice(end.indexOf('/') + 1)) {
      const found = this.#uploads.get(end);
      if (found || !end.includes('/')) return found;
    }
  }
}

function plainPath(address: string): string | undefined {
  if (/^[a-z][a-z0-9+.-]*:|^\/\//i.test(address)) return undefined;
  try {
    return decodeURIComponent(address.replace(/[?#].*$/, '')).normalize('NFC') || undefined;
  } catch {
    return undefined;
  }
}

/** Folders that do not stand in the addresses of what is in them. */
function withoutContainer(item: string): string {
  return item
    .replace(/^(?:src\/|source\/|site\/)?(?:static|public|content|assets\/static)\//, '')
    .replace(/^(?:src|source)\//, '');
}

/** Takes every file of the folder into the site, each a step of its own; one that was taken before is left. */
export async function shelve(run: Run, stock: Stock, uploads: string | undefined): Promise<Shelf> {
  const shelf = new Shelf();
  const files = [
    ...stock.scan.media.map((file) => ({ file, isUpload: false })),
    ...(uploads === undefined ? [] : (await filesIn(uploads)).map((file) => ({ file, isUpload: true }))),
  ];
  const key = { source: stock.blog.source, kind: 'media' };
  const nameOf = ({ file, isUpload }: (typeof files)[number]) =>
    isUpload ? `uploads:${file.item}` : file.item;
  const known = await readRecords(run.world.db.read, run.site.id, key, files.map(nameOf));
  const paths = await pathsOf(
    run,
    [...known.values()].map(({ id }) => id),
  );
  for (const [index, one] of files.entries()) {
    await breathe(run);
    run.progress({ step: 'media', done: index, total: files.length });
    const digest = await hashOf(one.file.path).catch(() => undefined);
    if (digest === undefined) {
      run.tally.refuse('attachments', `attachment ${one.file.item}`, 'the file cannot be read');
      continue;
    }
    const record = known.get(nameOf(one));
    const path = record && paths.get(record.id);
    if (record?.digest === digest && path !== undefined) {
      shelf.put(one.file.item, { path, id: record.id }, one.isUpload);
      run.tally.count('attachments', 'unchanged');
      continue;
    }
    const shelved = await take(run, stock, {
      ...one,
      name: nameOf(one),
      digest,
      isKnown: record !== undefined,
    });
    if (shelved) shelf.put(one.file.item, shelved, one.isUpload);
  }
  return shelf;
}

type Taking = {
  readonly file: SourceFile;
  readonly isUpload: boolean;
  readonly name: string;
  readonly digest: string;
  readonly isKnown: boolean;
};

async function take(
  run: Run,
  stock: Stock,
  { file, isUpload, name, digest, isKnown }: Taking,
): Promise<Shelved | undefined> {
  const { world, site, tally } = run;
  const storage = run.dryRun ? hashing(world.storage) : world.storage;
  const prepared = await prepareFile(storage, site.id, {
    name: basename(file.item),
    body: createReadStream(file.path),
  });
  const item = `attachment ${file.item}`;
  if (!prepared.ok) {
    tally.refuse('attachments', item, refusal(prepared));
    return undefined;
  }
  const wanted = isUpload ? `/wp-content/uploads/${file.item}` : `/${withoutContainer(file.item)}`;
  const path = isOwn(wanted) ? undefined : normalPath(wanted);
  if (run.dryRun) {
    tally.count('attachments', isKnown ? 'updated' : 'created');
    return { path: path ?? wanted, id: undefined };
  }
  const added = await world.db.write(async (tx) => {
    const first = await addMedia(tx, site.id, prepared, path === undefined ? {} : { path });
    const made =
      !first.ok && first.reason === 'path-taken' ? await addMedia(tx, site.id, prepared, {}) : first;
    if (made.ok)
      await writeRecord(tx, site.id, { source: stock.blog.source, kind: 'media' }, name, {
        id: made.media.id,
        digest,
      });
    return made;
  });
  if (!added.ok) {
    tally.refuse('attachments', item, refusal(added));
    return undefined;
  }
  tally.count('attachments', isKnown ? 'updated' : added.created ? 'created' : 'unchanged');
  if (path !== undefined && added.media.path !== path)
    tally.lose(item, `its address ${path} is another file's`, `at ${added.media.path}`);
  return { path: added.media.path, id: added.media.id };
}

/** Addresses of the program itself, which no file may take. */
function isOwn(path: string): boolean {
  return /^\/(-|wp-admin|wp-json|wp-login\.php|xmlrpc\.php|feed|comments|favicon\.ico|robots\.txt|sitemap\.xml|\.well-known)(\/|$)/.test(
    path,
  );
}

function refusal(refused: MediaRefused): string {
  switch (refused.reason) {
    case 'empty':
      return 'the file is empty';
    case 'kind-refused':
      return `files of this kind are not kept (${refused.mime ?? 'unknown'})`;
    case 'too-large':
      return `the file is larger than ${refused.limit} bytes`;
    case 'bad-path':
      return `no file can have the address ${refused.path}`;
    case 'path-taken':
      return `its address ${refused.path} is another file's`;
    case 'bad-svg':
      return `the drawing cannot be read: ${refused.detail}`;
    default:
      return `the picture cannot be read (${refused.reason})`;
  }
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  const file = await open(path);
  try {
    for await (const chunk of file.createReadStream({ autoClose: false })) hash.update(chunk as Buffer);
  } finally {
    await file.close();
  }
  return hash.digest('base64url');
}

/** A store that keeps nothing: a trial run checks each file as it would be checked. */
function hashing(storage: Storage): Storage {
  return {
    ...storage,
    put: async (key, body) => {
      const hash = createHash('sha256');
      let bytes = 0;
      for await (const chunk of body instanceof Uint8Array ? [body] : body) {
        hash.update(chunk);
        bytes += chunk.length;
      }
      const sha256 = hash.digest('hex');
      return { key: typeof key === 'string' ? key : key(sha256), bytes, sha256 };
    },
  };
}

const mediaExtensions = new Set(kinds.flatMap(({ extensions }) => [...extensions]));

async function filesIn(folder: string): Promise<readonly SourceFile[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter(
      (entry) =>
        entry.isFile() && !entry.name.startsWith('.') && mediaExtensions.has(extensionOf(entry.name)),
    )
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((path) => ({
      path,
      item: path
        .slice(folder.replace(/\/+$/, '').length + 1)
        .replaceAll('\\', '/')
        .normalize('NFC'),
    }));
}

async function pathsOf({ world, site }: Run, ids: readonly number[]): Promise<ReadonlyMap<number, string>> {
  const paths = new Map<number, string>();
  for (let start = 0; start < ids.length; start += 500) {
    const rows = await world.db.read
      .selectFrom('media')
      .select(['id', 'path'])
      .where('site_id', '=', site.id)
      .where('id', 'in', ids.slice(start, start + 500))
      .execute();
    for (const { id, path } of rows) paths.set(id, path);
  }
  return paths;
}
