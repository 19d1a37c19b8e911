import { type Check, type Finding, ill, well } from '../kit/doctor/index.ts';
import type { World } from '../kit/world.ts';
import { signerOf } from './checkpoint.ts';
import { canSign, readKeys } from './key.ts';
import { readNotices } from './notice.ts';
import { hashesOf, newestCheckpoint, readEntries } from './read.ts';
import { leafHash, rootOf, tileWidth, treeRoot } from './tree.ts';

export const logChecks: readonly Check[] = [
  { name: 'log-published', examine: examinePublished },
  { name: 'log-whole', examine: examineWhole },
  { name: 'log-key', examine: examineKey },
  { name: 'log-history', examine: examineHistory },
  { name: 'timestamps', examine: examineTimestamps },
];

/** Longer than this, nothing that happens waits to be taken into the tree. */
const latest = 15 * 60_000;

async function examinePublished({ db, clock }: World): Promise<Finding> {
  const before = new Date(clock.now().getTime() - latest).toISOString();
  const late = await db.read
    .selectFrom('log_event')
    .select('at')
    .where('leaf', 'is', null)
    .where('at', '<', before)
    .limit(1)
    .executeTakeFirst();
  if (!late) return well(`${(await newestCheckpoint(db))?.size ?? 0} entries`);
  return ill(
    `What happened at ${late.at} still waits to be taken into the public log.`,
    'Look whether a worker runs, and at the failed jobs of the desk (log.publish).',
  );
}

/** Works the root out from the entries alone, and from the hashes that were kept. */
async function examineWhole({ db }: World): Promise<Finding> {
  const checkpoint = await newestCheckpoint(db);
  if (!checkpoint) return well('nothing yet');
  const mend =
    'Something else wrote to the database. Restore the newest backup into a new install, then go on from a copy: `verbatim log resume`.';
  const { size, root } = checkpoint;
  try {
    for (let n = 0; (n + 1) * tileWidth <= size; n++) {
      const entries = await readEntries(db, n * tileWidth, (n + 1) * tileWidth);
      const [kept] = await hashesOf(db)(1, n, n + 1);
      if (!kept?.equals(rootOf(entries.map(leafHash))))
        return ill(
          `Entries ${n * tileWidth} to ${(n + 1) * tileWidth - 1} of the log are not what they were.`,
          mend,
        );
    }
    const found = await treeRoot(hashesOf(db), size);
    return found.equals(root)
      ? well(`${size} entries`)
      : ill('The log is not what its checkpoint says.', mend);
  } catch (error) {
    return ill(`The log is not whole: ${error instanceof Error ? error.message : error}.`, mend);
  }
}

async function examineKey(world: World): Promise<Finding> {
  const [current] = await readKeys(world.db);
  if (!current) return well('none yet');
  if (!(await canSign(world.db, world))) {
    return ill(
      'The key of the public log cannot be opened: the secret of the install is not the one that it was made with.',
      'Put the old secret back (VERBATIM_SECRET, or `secret` in the data folder). Else the log gets a new key that the old one does not vouch for, and says so.',
    );
  }
  const { url } = world.config;
  const host = url?.replace(/^https?:\/\//, '');
  if (host !== undefined && current.verifier.name !== `${host}/-/log`) {
    return ill(
      `The public log is called ${current.verifier.name}, and the install ${host}.`,
      '`verbatim log rotate` makes a key with the new name, which the old one names.',
    );
  }
  return well(current.verifier.name);
}

async function examineHistory({ db }: World): Promise<Finding> {
  const notices = await readNotices(db);
  const forked = notices.findLast(({ kind }) => kind === 'forked');
  if (forked) {
    return ill(
      `The public log forked: somebody was shown another tree of ${forked.detail.size} entries (found ${forked.at}).`,
      'Readers are told on /-/log/. Say there or in a post what happened; a fork cannot be undone.',
    );
  }
  const restored = notices.findLast(({ kind }) => kind === 'restored' || kind === 'resumed');
  const checkpoint = await newestCheckpoint(db);
  if (restored?.kind === 'restored' && restored.size === checkpoint?.size) {
    return ill(
      `The public log was restored with ${restored.size} entries; more may have been published.`,
      'If somebody has a longer copy, go on from it before anything is published: `verbatim log resume BASE_URL` or `--dir DIR`.',
    );
  }
  const signers = (await readKeys(db)).map(({ verifier }) => verifier);
  if (checkpoint && !signerOf(checkpoint, signers))
    return ill(
      'The newest checkpoint is signed by no key of the log.',
      'Publish something: it is signed anew.',
    );
  return well();
}

async function examineTimestamps({ db, config }: World): Promise<Finding> {
  const rows = await db.read
    .selectFrom('log_timestamp')
    .select(['state', ({ fn }) => fn.countAll<number>().as('count')])
    .groupBy('state')
    .execute();
  const count = (state: string) => Number(rows.find((row) => row.state === state)?.count ?? 0);
  if (count('given-up') > 0) {
    return ill(
      `${count('given-up')} timestamps were given up, after two weeks of asking.`,
      'Look whether the authorities of VERBATIM_TSA_URLS still answer.',
    );
  }
  if ((config.timestampAuthorities ?? []).length === 0) return well('nobody is asked');
  return well(`${count('had')} had, ${count('failed') + count('asked')} to come`);
}
