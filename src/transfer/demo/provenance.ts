import type { Transaction } from '../../kit/database/index.ts';
import { loadWrite } from '../../post/load.ts';
import { vouch } from '../../quotation/override.ts';
import { quotationsOfPost } from '../../quotation/read.ts';
import { republicationsOf } from '../../republish/read.ts';
import { changeRepublication } from '../../republish/save.ts';
import { decide, lookThrough } from '../../unsourced/save.ts';
import { type Ids, needed } from './ids.ts';
import type { Demo } from './read.ts';

/** What people have said of quotations and of texts that were taken over, once these stand in their posts. */
export async function writeProvenance(
  tx: Transaction,
  siteId: number,
  { sources }: Demo,
  { posts, now }: { readonly posts: Ids; readonly now: string },
): Promise<void> {
  for (const { post, key, by, reason } of sources.vouched) {
    const quotations = await quotationsOfPost(tx, siteId, needed(posts, post));
    const quotation = quotations.find((each) => each.key === key);
    if (!quotation) throw new Error(`demo/sources.yaml: ${post} has no quotation ${key}`);
    await vouch(tx, siteId, quotation.id, { by, accountId: null, reason });
  }
  for (const { post, via } of sources.republished) {
    const [known] = await republicationsOf(tx, siteId, needed(posts, post));
    if (!known) throw new Error(`demo/sources.yaml: ${post} takes over no text`);
    await changeRepublication(tx, siteId, known, { ...known, via });
  }
  for (const { post, text } of sources.dismissed)
    await dismiss(tx, siteId, needed(posts, post), { text, now });
}

async function dismiss(
  tx: Transaction,
  siteId: number,
  postId: number,
  { text, now }: { readonly text: string; readonly now: string },
): Promise<void> {
  const write = await loadWrite(tx, siteId, postId);
  if (write) await lookThrough(tx, siteId, postId, write.document, { now });
  const row = await tx.db
    .selectFrom('unsourced_quotation')
    .select('digest')
    .where('site_id', '=', siteId)
    .where('post_id', '=', postId)
    .where('text', '=', text)
    .executeTakeFirst();
  if (!row) throw new Error(`demo/sources.yaml: nobody finds the quotation "${text}"`);
  await decide(tx, siteId, [{ postId, digest: row.digest }], 'dismissed', null);
}
