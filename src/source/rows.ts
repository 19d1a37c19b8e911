import { lockCounter, storedLine, storedText, type Transaction } from '../kit/database/index.ts';
import type { SourceTable } from '../kit/database/tables/source.ts';
import { type PartialDate, partialDateKey } from '../kit/partial-date.ts';
import { foldedText } from '../kit/words/folded-text.ts';
import { addressKey, normaliseAddress } from './address.ts';
import type { SourceFields } from './save.ts';

/** The row of what is known of a source, without its number, its state and its times. */
type SourceContent = Omit<
  SourceTable,
  'site_id' | 'id' | 'state' | 'merged_into' | 'created_at' | 'changed_at'
>;

export function contentOf(fields: SourceFields): SourceContent {
  const published: PartialDate | null = fields.published ?? null;
  const content = {
    kind: fields.kind ?? 'article',
    title: storedLine(fields.title ?? '', 500),
    publisher: storedLine(fields.publisher ?? '', 300),
    author: storedLine(fields.author ?? '', 300),
    address: fields.address ?? null,
    canonical: fields.canonical ?? null,
    published,
    published_key: published && partialDateKey(published),
    lang: fields.lang || null,
    licence: storedLine(fields.licence ?? '', 500),
    legal_basis: storedText(fields.legalBasis ?? '', 2_000),
    permission: storedText(fields.permission ?? '', 10_000),
    notes: storedText(fields.notes ?? '', 10_000),
  } as const;
  const { title, publisher, author, address, canonical } = content;
  return { ...content, sought: foldedText([title, publisher, author, address, canonical].join(' ')) };
}

/** Two who make a source of one address at once would make two: one waits for the other. */
export function lockSources(tx: Transaction, siteId: number): Promise<void> {
  return lockCounter(tx, siteId, 'source');
}

/** The addresses of a source take the place of those that it had; what it got by a merger stays. */
export async function writeAddresses(
  tx: Transaction,
  siteId: number,
  id: number,
  { address, canonical }: Pick<SourceContent, 'address' | 'canonical'>,
): Promise<void> {
  await tx.db
    .deleteFrom('source_address')
    .where('site_id', '=', siteId)
    .where('source_id', '=', id)
    .where('role', '!=', 'merged')
    .execute();
  for (const [role, each] of [
    ['original', address],
    ['canonical', canonical],
  ] as const) {
    const normalised = each === null ? undefined : normaliseAddress(each);
    if (normalised === undefined) continue;
    await tx.db
      .insertInto('source_address')
      .values({ site_id: siteId, address: addressKey(normalised), source_id: id, role })
      .onConflict((conflict) => conflict.columns(['site_id', 'address']).doNothing())
      .execute();
  }
}
