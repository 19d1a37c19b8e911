import type { Transaction } from '../kit/database/index.ts';
import type { Feature } from '../kit/feature.ts';
import { enqueue } from '../kit/queue/index.ts';
import { searchChecks } from './check.ts';
import { indexPending, markPending } from './save.ts';

export { rebuild } from './save.ts';
export { type FoundPost, search, searchIds } from './search.ts';

/** What a change of a post or of several says of them. */
type PostEvent = { readonly postId?: number; readonly postIds?: readonly number[] };

/**
 * Search, kept up by what happens to posts. A change only notes the post; one job indexes all that were noted,
 * so that an import of thousands is indexed in batches.
 */
export const searchFeature: Feature = {
  name: 'search',
  checks: searchChecks,
  events: { 'post.saved': noteChange, 'post.deleted': noteChange },
  jobs: {
    'search.index': async (world) => {
      const { waiting } = await indexPending(world.db, mostOfJob);
      if (waiting) await world.db.write(askForJob);
    },
  },
};

async function noteChange(
  tx: Transaction,
  event: { readonly siteId: number | null; readonly payload: unknown },
): Promise<void> {
  if (event.siteId === null) return;
  const { postId, postIds = [] } = event.payload as PostEvent;
  await markPending(tx, event.siteId, postId === undefined ? postIds : [postId, ...postIds]);
  await askForJob(tx);
}

/** Posts of one turn of the job: seconds of work, so that other jobs have theirs. */
const mostOfJob = 1_000;

function askForJob(tx: Transaction): Promise<void> {
  return enqueue(tx, { kind: 'search.index', key: 'all' });
}
