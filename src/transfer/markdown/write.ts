import { databaseFault, type Transaction } from '../../kit/database/index.ts';
import { uploads } from '../../media/path.ts';
import { addRemoteMedia } from '../../media/save.ts';
import type { PostWrite } from '../../post/post.ts';
import { createPost, updatePost } from '../../post/save.ts';
import { digestOf, type ImportRecord, readRecords, writeRecord } from '../record.ts';
import { type Plan, planEntry } from './plan.ts';
import { breathe, type Entry, type Run, type Stock } from './run.ts';
import type { Shelf } from './shelf.ts';

/** Posts that are written in one transaction: many enough for speed, few enough to lose little and hold nobody up. */
const batch = 50;

export type Ids = {
  readonly terms: ReadonlyMap<string, number>;
  readonly authors: ReadonlyMap<string, number>;
  /** By their files; a post has its ID when it is written. */
  readonly posts: ReadonlyMap<string, Entry>;
};

/** Addresses by which posts were called, that they had: to be redirected. */
export type Evidence = Map<string, Entry>;

type Ready = {
  readonly entry: Entry;
  readonly plan: Plan;
  readonly digest: string;
  readonly record: ImportRecord | undefined;
};

/** Writes every post and page of the folder. Each stands whole or not at all; what is as it was is left. */
export async function writeEntries(run: Run, stock: Stock, shelf: Shelf, ids: Ids): Promise<Evidence> {
  const evidence: Evidence = new Map();
  const moved: Entry[] = [];
  for (let start = 0; start < stock.entries.length; start += batch) {
    await breathe(run);
    run.progress({ step: 'posts', done: start, total: stock.entries.length });
    const some = stock.entries.slice(start, start + batch);
    const ready = await prepare(run, stock, shelf, some, evidence, true);
    await writeBatch(run, stock, ids, ready, moved);
  }
  if (moved.length > 0) await writeAgain(run, stock, shelf, ids, evidence);
  return evidence;
}

/** Plans a batch, and counts what needs no writing. With `first` false nothing is counted: it was before. */
async function prepare(
  run: Run,
  stock: Stock,
  shelf: Shelf,
  some: readonly Entry[],
  evidence: Evidence,
  first: boolean,
): Promise<readonly Ready[]> {
  const { tally } = run;
  const known = await readRecords(
    run.world.db.read,
    run.site.id,
    keyOf(stock),
    some.map(({ item }) => item),
  );
  const ready: Ready[] = [];
  for (const entry of some) {
    const planned = planEntry(run, stock, shelf, entry);
    const name = nameOf(entry);
    if (!planned.ok) {
      if (first) tally.refuse(kindOf(entry), name, planned.problem);
      continue;
    }
    if (first) for (const { what, kept } of planned.losses) tally.lose(name, what, kept);
    for (const [path, to] of planned.evidence) evidence.set(path, to);
    const digest = digestOf(planned.plan);
    const record = known.get(entry.item);
    if (record) entry.id = record.id;
    if (record?.digest === digest) {
      if (first) {
        tally.count(kindOf(entry), 'unchanged');
        for (let i = 0; i < planned.plan.remote.length; i++)
          noteRemote(run, planned.plan.remote[i]!, 'unchanged');
      }
      continue;
    }
    ready.push({ entry, plan: planned.plan, digest, record });
  }
  return ready;
}

async function writeBatch(
  run: Run,
  stock: Stock,
  ids: Ids,
  ready: readonly Ready[],
  moved: Entry[],
): Promise<void> {
  if (ready.length === 0) return;
  if (run.dryRun) {
    for (const one of ready) {
      run.tally.count(kindOf(one.entry), one.record ? 'updated' : 'created');
      for (const url of one.plan.remote)
        noteRemote(run, url, (await isRemoteKnown(run, url)) ? 'unchanged' : 'created');
    }
    return;
  }
  try {
    await writeStep(run, stock, ids, ready, moved);
  } catch (error) {
    if (isLost(error)) throw error;
    // One of them cannot be written: the others go on without it.
    for (const one of ready) await writeAlone(run, stock, ids, one, moved);
  }
}

async function writeStep(
  run: Run,
  stock: Stock,
  ids: Ids,
  ready: readonly Ready[],
  moved: Entry[],
): Promise<void> {
  const outcomes = await run.world.db.write((tx) => all(ready, (one) => writeOne(tx, run, stock, ids, one)));
  for (const [index, outcome] of outcomes.entries()) settleOne(run, ready[index]!, outcome, moved);
}

async function writeAlone(run: Run, stock: Stock, ids: Ids, one: Ready, moved: Entry[]): Promise<void> {
  try {
    await writeStep(run, stock, ids, [one], moved);
  } catch (error) {
    if (isLost(error)) throw error;
    const problem = error instanceof Error ? error.message : String(error);
    run.tally.refuse(kindOf(one.entry), nameOf(one.entry), `it cannot be written: ${problem}`);
  }
}

/** The database itself is gone or full: nothing more can be written. */
function isLost(error: unknown): boolean {
  const fault = databaseFault(error);
  return fault === 'gone' || fault === 'full';
}

async function all<T, U>(values: readonly T[], work: (value: T) => Promise<U>): Promise<readonly U[]> {
  const done: U[] = [];
  for (const value of values) done.push(await work(value));
  return done;
}

type Outcome = {
  readonly id: number;
  readonly path: string | null;
  readonly created: boolean;
  readonly media: readonly RemoteOutcome[];
};
type RemoteOutcome = { readonly url: string; readonly what: 'created' | 'unchanged' | 'refused' };

async function writeOne(
  tx: Transaction,
  run: Run,
  stock: Stock,
  ids: Ids,
  { entry, plan, digest, record }: Ready,
): Promise<Outcome> {
  const { site, now } = run;
  const { media, pictureId } = await takeRemote(tx, run, plan);
  const before = record && (await publishedAt(tx, site.id, record.id));
  const write = postWrite(run, plan, ids, stock, {
    pictureId,
    publishedAt: plan.date ?? before ?? undefined,
  });
  const updated = record ? await updatePost(tx, site, record.id, write, { now }) : undefined;
  const saved = updated?.ok
    ? updated
    : await createPost(tx, site, write, { now, ...(entry.legacyId !== undefined && { id: entry.legacyId }) });
  // Pages below it, in the same step, need its ID.
  entry.id = saved.id;
  await writeRecord(tx, site.id, keyOf(stock), entry.item, { id: saved.id, digest });
  if (entry.legacyId !== undefined && entry.legacyId !== saved.id)
    await noteLegacyId(tx, site.id, entry.legacyId, saved.id);
  return { id: saved.id, path: saved.path, created: updated === undefined, media };
}

function postWrite(
  run: Run,
  plan: Plan,
  ids: Ids,
  stock: Stock,
  more: { pictureId: number | undefined; publishedAt: string | undefined },
): PostWrite {
  const parentId = plan.parent === undefined ? undefined : stock.byItem.get(plan.parent)?.id;
  return {
    type: plan.type,
    status: plan.status,
    title: plan.title,
    document: plan.document,
    slug: plan.slug,
    excerpt: plan.excerpt,
    authors: plan.authors.map((slug) => ids.authors.get(slug)).filter((id) => id !== undefined),
    terms: plan.terms.map((key) => ids.terms.get(key)).filter((id) => id !== undefined),
    sticky: plan.sticky,
    commentsOpen: plan.commentsOpen ?? (plan.type === 'post' && run.site.commentsOpen),
    meta: plan.meta,
    ...(plan.lang !== undefined && { lang: plan.lang }),
    ...(plan.weight !== undefined && { menuOrder: plan.weight }),
    ...(plan.password !== undefined && { password: plan.password }),
    ...(parentId !== undefined && { parentId }),
    ...(more.pictureId !== undefined && { pictureId: more.pictureId }),
    ...(more.publishedAt !== undefined && { publishedAt: more.publishedAt }),
    ...(plan.updated !== undefined && { updatedAt: plan.updated }),
  };
}

function settleOne(run: Run, { entry }: Ready, outcome: Outcome, moved: Entry[]): void {
  run.tally.count(kindOf(entry), outcome.created ? 'created' : 'updated');
  for (const { url, what } of outcome.media) noteRemote(run, url, what);
  if (outcome.path === null || outcome.path === entry.path) return;
  entry.path = outcome.path;
  moved.push(entry);
}

/** A post does not stand where it was foreseen: those that link to it are written once more. */
async function writeAgain(run: Run, stock: Stock, shelf: Shelf, ids: Ids, evidence: Evidence): Promise<void> {
  for (let start = 0; start < stock.entries.length; start += batch) {
    await breathe(run);
    const ready = await prepare(
      run,
      stock,
      shelf,
      stock.entries.slice(start, start + batch),
      evidence,
      false,
    );
    const changed = ready.filter(({ record }) => record !== undefined);
    if (changed.length > 0)
      await run.world.db.write((tx) => all(changed, (one) => writeOne(tx, run, stock, ids, one)));
  }
}

const seenRemote = new WeakMap<Run, Set<string>>();

/** A picture of elsewhere counts once, however many posts show it. */
function noteRemote(run: Run, url: string, what: RemoteOutcome['what']): void {
  const seen = seenRemote.get(run) ?? new Set<string>();
  seenRemote.set(run, seen);
  if (seen.has(url)) return;
  seen.add(url);
  if (what === 'refused')
    run.tally.refuse(
      'attachments',
      `attachment ${url}`,
      'no file can be kept from such an address',
      'its address',
    );
  else run.tally.count('attachments', what);
}

/** Writes down the pictures of elsewhere, and finds the one that stands for the post. */
async function takeRemote(
  tx: Transaction,
  run: Run,
  plan: Plan,
): Promise<{ media: RemoteOutcome[]; pictureId: number | undefined }> {
  const media: RemoteOutcome[] = [];
  let pictureId: number | undefined;
  for (const url of plan.remote) {
    const at = plan.date ?? run.now;
    const facts = { sourceUrl: url, fetch: run.media === 'fetch', at };
    const first = await addRemoteMedia(tx, run.site.id, facts);
    const added = first.ok
      ? first
      : await addRemoteMedia(tx, run.site.id, {
          ...facts,
          path: `${uploads}${at.slice(0, 4)}/${at.slice(5, 7)}/${lastWord(url)}`,
        });
    media.push({ url, what: !added.ok ? 'refused' : added.created ? 'created' : 'unchanged' });
    if (added.ok && url === plan.picture) pictureId = added.media.id;
  }
  if (plan.picture !== undefined && pictureId === undefined && !/^https?:/i.test(plan.picture))
    pictureId = await mediaAt(tx, run.site.id, plan.picture);
  return { media, pictureId };
}

function lastWord(url: string): string {
  const path = URL.canParse(url) ? new URL(url).pathname : '';
  return (
    path
      .split('/')
      .filter(Boolean)
      .at(-1)
      ?.replaceAll(/[^\w.-]+/g, '-')
      .slice(0, 80) || 'picture'
  );
}

async function mediaAt(tx: Transaction, siteId: number, path: string): Promise<number | undefined> {
  const row = await tx.db
    .selectFrom('media')
    .select('id')
    .where('site_id', '=', siteId)
    .where('path', '=', path)
    .executeTakeFirst();
  return row?.id;
}

async function isRemoteKnown({ world, site }: Run, url: string): Promise<boolean> {
  const row = await world.db.read
    .selectFrom('media')
    .select('id')
    .where('site_id', '=', site.id)
    .where('source_url', '=', url)
    .executeTakeFirst();
  return row !== undefined;
}

async function publishedAt(tx: Transaction, siteId: number, id: number): Promise<string | null | undefined> {
  const row = await tx.db
    .selectFrom('post')
    .select('published_at')
    .where('site_id', '=', siteId)
    .where('id', '=', id)
    .executeTakeFirst();
  return row?.published_at;
}

/** `/?p=801` goes on answering when 801 was taken here. */
async function noteLegacyId(tx: Transaction, siteId: number, legacyId: number, id: number): Promise<void> {
  await tx.db
    .insertInto('legacy_id')
    .values({ site_id: siteId, kind: 'post', legacy_id: legacyId, id })
    .onConflict((conflict) => conflict.columns(['site_id', 'kind', 'legacy_id']).doNothing())
    .execute();
}

export function keyOf({ blog }: Stock) {
  return { source: blog.source, kind: 'post' };
}

export function kindOf({ type }: Pick<Entry, 'type'>): 'posts' | 'pages' {
  return type === 'post' ? 'posts' : 'pages';
}

export function nameOf({ type, item }: Pick<Entry, 'type' | 'item'>): string {
  return `${type} ${item}`;
}
