import { type Database, statement, textsIn } from '../kit/database/index.ts';
import { type Publication, subjectOf } from './publication.ts';

/** Whether the log's tree holds what was written down of a version, or will soon. */
export type LogState = 'logged' | 'pending';

const bySubject = statement<{ site: number; subjects: string }>()((db, value, dialect) =>
  db
    .selectFrom('log_event')
    .select(['subject', 'leaf'])
    .where('site_id', '=', value('site'))
    .where('subject', 'in', textsIn(value('subjects'), dialect))
    .where('kind', 'in', ['publish', 'revise', 'correct', 'retract']),
);

/** How versions of a post stand in the log; one that it knows nothing of is left out. */
export async function logStates(
  db: Database,
  siteId: number,
  publications: readonly Publication[],
): Promise<ReadonlyMap<number, LogState>> {
  const versions = new Map(publications.map((each) => [subjectOf(each), each.version]));
  const rows = await bySubject.all(db, { site: siteId, subjects: JSON.stringify([...versions.keys()]) });
  const states = new Map<number, LogState>();
  for (const { subject, leaf } of rows) {
    const version = versions.get(subject ?? '');
    if (version !== undefined) states.set(version, leaf === null ? 'pending' : 'logged');
  }
  return states;
}
