import { type Asked, type Desk, type DeskRoute, keysetPage, noticed, readKeyset } from '../desk/index.ts';
import type { Schedule } from '../kit/feature.ts';
import type { Reply } from '../kit/http/message.ts';
import {
  countJobs,
  discardDeadLetters,
  jobStates,
  listJobs,
  listSchedules,
  retryDeadLetters,
} from '../kit/queue/index.ts';
import { jobsMain, jobsPath } from './jobs-view.ts';

const onPage = 50;

/** The work that waits, runs and failed. An administrator sees the site's, the owner that of the whole install. */
export function jobRoutes(schedules: () => readonly Schedule[]): readonly DeskRoute[] {
  const may = 'manage-jobs';
  return [
    { method: 'GET', pattern: jobsPath, may, handle: (desk, asked) => showJobs(desk, asked, schedules()) },
    { method: 'POST', pattern: `${jobsPath}failed`, may, handle: actOnFailed },
  ];
}

function isOwner({ actor }: Asked): boolean {
  return actor.kind === 'account' && actor.owner;
}

async function showJobs(desk: Desk, asked: Asked, schedules: readonly Schedule[]): Promise<Reply> {
  const { world, site, request, t } = asked;
  const { db, clock } = world;
  const owner = isOwner(asked);
  const everywhere = owner ? request.query.get('all') === '1' : undefined;
  const scope = everywhere ? {} : { siteId: site.id };
  const state = jobStates.find((each) => each === request.query.get('state')) ?? 'failed';
  const keyset = readKeyset(request.query, 2);
  const rows = await listJobs(db, scope, state, clock.now(), { limit: onPage + 1, ...keyset });
  return desk.page(asked, {
    title: t('desk.section', { section: 'jobs' }),
    section: 'jobs',
    scripts: ['list'],
    main: jobsMain(asked, {
      state,
      counts: await countJobs(db, scope, clock.now()),
      page: keysetPage(rows, onPage, keyset),
      everywhere,
      schedules: owner && everywhere ? await listSchedules(db, schedules) : [],
    }),
  });
}

/** Tries failed jobs again, or gives them up. Who sees only a site's reaches only a site's. */
async function actOnFailed(_: Desk, asked: Asked): Promise<Reply> {
  const { form, world, site, t } = asked;
  const back = form.get('back') ?? '';
  const everywhere = isOwner(asked) && (form.get('all') === '1' || back.endsWith('?all=1'));
  const ids =
    form.get('which') === 'all'
      ? undefined
      : form
          .getAll('id')
          .map(Number)
          .filter((id) => Number.isSafeInteger(id) && id > 0)
          .slice(0, 1_000);
  const siteId = everywhere ? undefined : site.id;
  const retry = form.get('do') === 'retry';
  const count = await world.db.write((tx) =>
    retry ? retryDeadLetters(tx, ids, siteId) : discardDeadLetters(tx, ids, siteId),
  );
  return noticed(asked, everywhere ? `${jobsPath}?all=1` : jobsPath, {
    text: t(retry ? 'jobs.retried' : 'jobs.dropped', { count }),
  });
}
