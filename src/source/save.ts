import { nextId, type Transaction } from '../kit/database/index.ts';
import type { SourceTable } from '../kit/database/tables/source.ts';
import { emit } from '../kit/queue/index.ts';
import { cleanAddress } from './address.ts';
import { sourceByAddress } from './read.ts';
import { contentOf, lockSources, writeAddresses } from './rows.ts';
import { type Source, type SourceState, sourceFromRow } from './source.ts';

/** What somebody may say of a source. */
export type SourceFields = Partial<Omit<Source, 'id' | 'state' | 'createdAt' | 'changedAt'>>;

type SourceSaved = { readonly ok: true; readonly id: number };

export type SourceRefused =
  | { readonly ok: false; readonly reason: 'missing' }
  /** Neither an address nor a title: nobody could tell it from others. */
  | { readonly ok: false; readonly reason: 'nameless' }
  /** No address of the web. */
  | { readonly ok: false; readonly reason: 'bad-address'; readonly field: 'address' | 'canonical' }
  /** The address is that of the source `id`: the two can be merged. */
  | {
      readonly ok: false;
      readonly reason: 'taken';
      readonly field: 'address' | 'canonical';
      readonly id: number;
    };

type When = { readonly now: string };

/** Makes a source. Events: `source.saved`. */
export async function createSource(
  tx: Transaction,
  siteId: number,
  fields: SourceFields,
  { now }: When,
): Promise<SourceSaved | SourceRefused> {
  await lockSources(tx, siteId);
  const checked = await check(tx, siteId, fields, undefined);
  if (!checked.ok) return checked;
  const row: SourceTable = {
    site_id: siteId,
    id: await nextId(tx, siteId, 'source'),
    ...contentOf(checked.fields),
    state: 'unknown',
    merged_into: null,
    created_at: now,
    changed_at: now,
  };
  await tx.db.insertInto('source').values(row).execute();
  await writeAddresses(tx, siteId, row.id, row);
  await saved(tx, siteId, row.id);
  return { ok: true, id: row.id };
}

/** Changes a source; what is left out stays. Events: `source.saved`. */
export async function updateSource(
  tx: Transaction,
  siteId: number,
  id: number,
  change: SourceFields,
  { now }: When,
): Promise<SourceSaved | SourceRefused> {
  await lockSources(tx, siteId);
  const before = await findSource(tx, siteId, id);
  if (!before) return { ok: false, reason: 'missing' };
  const checked = await check(tx, siteId, { ...sourceFromRow(before), ...change }, id);
  if (!checked.ok) return checked;
  const content = contentOf(checked.fields);
  await tx.db
    .updateTable('source')
    .set({ ...content, changed_at: now })
    .where('site_id', '=', siteId)
    .where('id', '=', id)
    .execute();
  await writeAddresses(tx, siteId, id, content);
  await saved(tx, siteId, id);
  return { ok: true, id };
}

/**
 * The source of an address, made where there is none. Of one that is there, only what is empty is filled. Throws for
 * what is no address of the web: whoever calls has read it from one.
 */
export async function ensureSource(
  tx: Transaction,
  siteId: number,
  known: Pick<SourceFields, 'title' | 'publisher' | 'author' | 'published' | 'lang' | 'kind'> & {
    readonly address: string;
  },
  { now }: When,
): Promise<{ readonly id: number; readonly created: boolean }> {
  const there = await sourceByAddress(tx, siteId, known.address);
  if (there) {
    await fill(tx, siteId, there, known, { now });
    return { id: there.id, created: false };
  }
  const made = await createSource(tx, siteId, known, { now });
  if (made.ok) return { id: made.id, created: true };
  if (made.reason === 'taken') return { id: made.id, created: false };
  throw new Error(`No source can be made of the address ${known.address}: ${made.reason}`);
}

/** What the watch over the live address found. */
export async function setSourceState(
  tx: Transaction,
  siteId: number,
  id: number,
  state: SourceState,
): Promise<void> {
  const changed = await tx.db
    .updateTable('source')
    .set({ state })
    .where('site_id', '=', siteId)
    .where('id', '=', id)
    .where('state', '!=', state)
    .executeTakeFirst();
  if (changed.numUpdatedRows > 0n) tx.changed(siteId, `source:${id}`, 'sources');
}

/** Fills what is empty of a source with what is known now. */
export async function fill(
  tx: Transaction,
  siteId: number,
  source: Source,
  known: SourceFields,
  when: When,
): Promise<void> {
  const more = filling(source, known);
  if (Object.keys(more).length > 0) await updateSource(tx, siteId, source.id, more, when);
}

/** What is empty of a source, and is known now. */
export function filling(source: Source, known: SourceFields): SourceFields {
  const more = Object.entries(known).filter(([name, value]) => {
    const has = source[name as keyof Source];
    return (has === '' || has === null) && value !== '' && value !== null && value !== undefined;
  });
  return Object.fromEntries(more);
}

export async function findSource(
  tx: Transaction,
  siteId: number,
  id: number,
): Promise<SourceTable | undefined> {
  return tx.db
    .selectFrom('source')
    .selectAll()
    .where('site_id', '=', siteId)
    .where('id', '=', id)
    .where('merged_into', 'is', null)
    .executeTakeFirst();
}

/** Names what changed, and tells of it. */
async function saved(tx: Transaction, siteId: number, id: number): Promise<void> {
  tx.changed(siteId, `source:${id}`, 'sources');
  await emit(tx, { kind: 'source.saved', siteId, payload: { sourceId: id } });
}

/** The addresses as they can be fetched, where they are nobody else's. */
async function check(
  tx: Transaction,
  siteId: number,
  given: SourceFields,
  own: number | undefined,
): Promise<{ readonly ok: true; readonly fields: SourceFields } | SourceRefused> {
  const fields: Record<'address' | 'canonical', string | null> = { address: null, canonical: null };
  for (const field of ['address', 'canonical'] as const) {
    const text = given[field]?.trim() ?? '';
    if (text === '') continue;
    const clean = cleanAddress(text);
    if (clean === undefined) return { ok: false, reason: 'bad-address', field };
    const holder = await sourceByAddress(tx, siteId, clean);
    if (holder && holder.id !== own) return { ok: false, reason: 'taken', field, id: holder.id };
    fields[field] = clean;
  }
  if (fields.address === null && !given.title?.trim()) return { ok: false, reason: 'nameless' };
  return { ok: true, fields: { ...given, ...fields } };
}
