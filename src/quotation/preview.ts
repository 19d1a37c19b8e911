import type { Document } from '../document/index.ts';
import type { World } from '../kit/world.ts';
import type { Looked } from './check-texts.ts';
import { type Cited, citedBy } from './cited.ts';
import { type Quotation, quotationFromRow } from './quotation.ts';
import { quotationRow } from './save.ts';

/**
 * The quotations of a text that nobody saved, looked for now. One from an address that is no source yet is left out:
 * it becomes one when the text is saved.
 */
export async function previewQuotations(
  world: World,
  siteId: number,
  document: Document,
): Promise<readonly Quotation[]> {
  const { checkTexts } = await import('./check-texts.ts');
  const looked = await checkTexts(world, siteId, document);
  const now = world.clock.now().toISOString();
  return looked.map((each, index) => previewed(each, siteId, index + 1, now));
}

/** One of them with all that it is bound to; undefined while its source is none yet. */
export async function previewOf(world: World, siteId: number, looked: Looked): Promise<Cited | undefined> {
  const quotation = previewed(looked, siteId, 1, world.clock.now().toISOString());
  return (await citedBy(world.db, siteId, [quotation]))[0];
}

function previewed({ bound, settled }: Looked, siteId: number, position: number, now: string): Quotation {
  const named = { bound, key: bound.quoted.binding.key ?? `preview-${position}` };
  return quotationFromRow(
    quotationRow({ siteId, id: -position, postId: 0, position, named, settled, listedAt: null, now }),
  );
}
