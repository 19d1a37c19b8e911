import { sql } from 'kysely';
import type { Transaction } from '../kit/database/index.ts';
import type { EventHandler, JobInHand } from '../kit/feature.ts';
import { enqueue, isAskedBefore } from '../kit/queue/index.ts';
import type { World } from '../kit/world.ts';
import { signCheckpoint } from './checkpoint.ts';
import { keepCopy } from './copy.ts';
import { growTree, lockLog, signTree } from './grow.ts';
import { type Keyring, signerFor } from './key.ts';
import { newestCheckpoint } from './read.ts';
import { resumeFromCopy } from './resume.ts';

export const publishJob = 'log.publish';

/** How many events are taken into the tree in one transaction, with one checkpoint. */
const most = 4096;

export const askToPublish: EventHandler = async (tx) => {
  const job = { kind: publishJob, key: 'log' };
  if (!(await isAskedBefore(tx, { ...job, runAt: tx.clock.now() }))) await enqueue(tx, job);
};

/**
 * Takes what waits into the tree and signs it. The copy in the store is looked at first: where it is ahead of the
 * database, the database was put back to an earlier day, and nothing is signed before the tree goes on from there.
 */
export async function publishLog(world: World, { signal }: Pick<JobInHand, 'signal'>): Promise<void> {
  await resumeFromCopy(world);
  for (let taken = most; taken === most && !signal.aborted; )
    taken = await world.db.write((tx) => takeIn(tx, world));
  await keepCopy(world);
}

/** Once an hour, whatever happens: for what a lost job left, and to see that the database was put back. */
export async function publishLeft(world: World): Promise<void> {
  await publishLog(world, { signal: new AbortController().signal });
}

/**
 * Gives what waits its places in the tree, in the order in which it was written, and signs the new tree, all in one
 * transaction: whatever happens to the process, there is no place without a checkpoint and none that changes.
 * Answers how many there were.
 */
export async function takeIn(tx: Transaction, ring: Keyring): Promise<number> {
  await lockLog(tx);
  const waiting = await tx.db
    .selectFrom('log_event')
    .select('id')
    .where('leaf', 'is', null)
    .limit(1)
    .execute();
  if (waiting.length === 0) return 0;
  const signer = await signerFor(tx, ring);
  const size = (await newestCheckpoint(tx))?.size ?? 0;
  const { numAffectedRows = 0n } = await sql`
    update log_event set leaf = placed.leaf
    from (
      select id, row_number() over (order by id) - 1 + ${sql.lit(size)} as leaf
      from log_event where leaf is null order by id limit ${sql.lit(most)}
    ) as placed
    where log_event.id = placed.id`.execute(tx.db);
  const taken = Number(numAffectedRows);
  const root = await growTree(tx, size, size + taken);
  await signTree(tx, size + taken, root, signCheckpoint(size + taken, root, signer));
  return taken;
}
