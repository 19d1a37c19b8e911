import type { Transaction } from '../kit/database/index.ts';
import { postNames } from '../post/change-names.ts';
import { askToCheck } from '../post/republication.ts';
import { cleanAddress } from '../source/address.ts';
import { createSource, ensureSource } from '../source/save.ts';
import type { IndexPolicy, Republication } from './republication.ts';

/** What a writer may say of a republication besides the text itself. */
export type RepublicationChange = {
  readonly via: string;
  readonly translator: string;
  readonly licence: string;
  readonly legalBasis: string;
  readonly permission: string;
  readonly indexPolicy: IndexPolicy;
  /** The copy that it is compared with; null for the newest. */
  readonly captureId: number | null;
};

/** Writes that down. With another copy it is compared anew. */
export async function changeRepublication(
  tx: Transaction,
  siteId: number,
  known: Republication,
  change: RepublicationChange,
): Promise<void> {
  const { postId, key } = known;
  const looked = known.verdict !== null;
  const again = looked && change.captureId !== known.captureId;
  await tx.db
    .updateTable('republication')
    .set({
      via_source_id: await viaSource(tx, siteId, change.via),
      ...saidColumns(change),
      index_policy: change.indexPolicy,
      capture_id: change.captureId,
      ...(again && { verdict: 'pending' }),
    })
    .where('site_id', '=', siteId)
    .where('post_id', '=', postId)
    .where('key', '=', key)
    .execute();
  tx.changed(siteId, ...postNames(postId));
  if (again) await askToCheck(tx, siteId, postId);
}

/** What a writer says of the rights to a text, at the length that is kept. */
export function saidColumns({
  translator,
  licence,
  legalBasis,
  permission,
}: Pick<RepublicationChange, 'translator' | 'licence' | 'legalBasis' | 'permission'>) {
  return {
    translator: translator.trim().slice(0, 300),
    licence: licence.trim().slice(0, 500),
    legal_basis: legalBasis.trim().slice(0, 2_000),
    permission: permission.trim().slice(0, 10_000),
  };
}

/** Takes a named source away from a post. What stands in its text goes with the text. */
export async function dropNamed(tx: Transaction, siteId: number, postId: number): Promise<void> {
  await tx.db
    .deleteFrom('republication')
    .where('site_id', '=', siteId)
    .where('post_id', '=', postId)
    .where('key', '=', '')
    .execute();
  tx.changed(siteId, ...postNames(postId));
}

/** Asks for the comparison once more. */
export async function compareAgain(tx: Transaction, siteId: number, postId: number): Promise<void> {
  await tx.db
    .updateTable('republication')
    .set({ verdict: 'pending', capture_id: null })
    .where('site_id', '=', siteId)
    .where('post_id', '=', postId)
    .where('verdict', 'is not', null)
    .execute();
  tx.changed(siteId, `post:${postId}`);
  await askToCheck(tx, siteId, postId);
}

export type OfferChange = {
  readonly offered: 'site' | 'yes' | 'no';
  readonly licence: string;
  readonly terms: string;
};

/** Whether others may take a post over, where that is not as the site has it. */
export async function changeOffer(
  tx: Transaction,
  siteId: number,
  postId: number,
  { offered, licence, terms }: OfferChange,
): Promise<void> {
  await tx.db
    .deleteFrom('republish_offer')
    .where('site_id', '=', siteId)
    .where('post_id', '=', postId)
    .execute();
  if (offered !== 'site')
    await tx.db
      .insertInto('republish_offer')
      .values({
        site_id: siteId,
        post_id: postId,
        offered: offered === 'yes' ? 1 : 0,
        licence: licence.trim().slice(0, 500),
        terms: terms.trim().slice(0, 5_000),
      })
      .execute();
  tx.changed(siteId, `post:${postId}`);
}

/** The source that something was found by: of an address, or of a name alone. */
export async function viaSource(tx: Transaction, siteId: number, via: string): Promise<number | null> {
  const text = via.trim();
  if (text === '') return null;
  const now = tx.clock.now().toISOString();
  const address = cleanAddress(text);
  if (address !== undefined) return (await ensureSource(tx, siteId, { address }, { now })).id;
  const known = await tx.db
    .selectFrom('source')
    .select('id')
    .where('site_id', '=', siteId)
    .where('title', '=', text)
    .where('address', 'is', null)
    .where('merged_into', 'is', null)
    .orderBy('id')
    .executeTakeFirst();
  if (known) return known.id;
  const made = await createSource(tx, siteId, { title: text }, { now });
  return made.ok ? made.id : null;
}
