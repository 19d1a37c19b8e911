import { sql } from 'kysely';
import { linkState } from '../../capture/link-state.ts';
import { requestCapture } from '../../capture/save.ts';
import { type Asked, type Desk, type DeskRoute, noticed, readKeyset } from '../../desk/index.ts';
import { statement, type Transaction } from '../../kit/database/index.ts';
import { idsIn } from '../../kit/http/form.ts';
import type { Reply } from '../../kit/http/message.ts';
import { enqueue } from '../../kit/queue/index.ts';
import { linksPath } from '../letter.ts';
import { checkJob } from '../names.ts';
import { countLinks, linkShelves, readLinks, usesOf } from '../read.ts';
import { findLink, markFine, stopWatching, watchAgain } from '../save.ts';
import { type LinkAct, linkActs, linksMain } from './links-view.ts';

const onPage = 50;
const mostCaptured = 500;

export const linkRoutes: readonly DeskRoute[] = [
  { method: 'GET', pattern: linksPath, may: 'manage-sources', handle: showLinks },
  { method: 'POST', pattern: linksPath, may: 'manage-sources', handle: takeLinks },
  { method: 'POST', pattern: `${linksPath}captures`, may: 'curate-archive', handle: captureAll },
];

async function showLinks(desk: Desk, asked: Asked): Promise<Reply> {
  const { world, site, request, t } = asked;
  const shelf = linkShelves.find((each) => each === request.query.get('state'));
  const page = await readLinks(world.db, site.id, shelf, readKeyset(request.query, 1), onPage);
  return desk.page(asked, {
    title: t('watch.title'),
    section: 'sources',
    scripts: ['list'],
    wide: true,
    main: linksMain(asked, {
      shelf,
      page,
      counts: await countLinks(world.db, site.id),
      uses: await usesOf(
        world.db,
        site.id,
        page.rows.map(({ id }) => id),
      ),
      states: await linkState(
        world.db,
        site.id,
        page.rows.map(({ href }) => href),
      ),
    }),
  });
}

async function takeLinks(_: Desk, asked: Asked): Promise<Reply> {
  const { form, world, site, account, t } = asked;
  const act = linkActs.find((each) => each === form.get('do'));
  const back = form.get('back') ?? '';
  const to = back.startsWith(linksPath) ? back : linksPath;
  if (act === undefined) return noticed(asked, to, { text: t('watch.nothing'), tone: 'warning' });
  let count = 0;
  await world.db.write(async (tx) => {
    for (const id of idsIn(form, 1_000)) if (await doOne(tx, site.id, id, act, account.id)) count++;
  });
  return noticed(asked, to, { text: t('watch.done', { act, count }) });
}

async function doOne(
  tx: Transaction,
  siteId: number,
  id: number,
  act: LinkAct,
  by: number,
): Promise<boolean> {
  switch (act) {
    case 'fine':
      return markFine(tx, siteId, id);
    case 'stop':
      return stopWatching(tx, siteId, id);
    case 'again':
      return watchAgain(tx, siteId, id);
    case 'check': {
      const row = await findLink(tx, siteId, id);
      if (!row || row.stopped === 1) return false;
      await enqueue(tx, { kind: checkJob, key: `${siteId}:${id}`, siteId, payload: { id } });
      return true;
    }
    case 'capture': {
      const row = await findLink(tx, siteId, id);
      if (!row) return false;
      await captureLink(tx, siteId, row, by);
      return true;
    }
  }
}

async function captureLink(
  tx: Transaction,
  siteId: number,
  { href, source_id: sourceId }: { readonly href: string; readonly source_id: number | null },
  by: number,
): Promise<void> {
  await requestCapture(tx, siteId, {
    address: href,
    method: 'http',
    by,
    ...(sourceId !== null && { sourceId }),
  });
}

/** Asks for a copy of every link that is watched and has none, and was not tried before. */
async function captureAll(_: Desk, asked: Asked): Promise<Reply> {
  const { world, site, account, t } = asked;
  const rows = await uncaptured.all(world.db, { site: site.id });
  const states = await linkState(
    world.db,
    site.id,
    rows.map(({ href }) => href),
  );
  const without = rows.filter(({ href }) => !states.get(href)?.copy).slice(0, mostCaptured);
  await world.db.write(async (tx) => {
    for (const row of without) await captureLink(tx, site.id, row, account.id);
  });
  return noticed(asked, linksPath, { text: t('watch.done', { act: 'capture', count: without.length }) });
}

const uncaptured = statement<{ site: number }>()((db, value) =>
  db
    .selectFrom('watched_link as link')
    .select(['link.id', 'link.href', 'link.source_id'])
    .where('link.site_id', '=', value('site'))
    .where('link.stopped', '=', sql.lit(0))
    .where('link.state', '<>', sql.lit('dead'))
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('capture')
            .select('capture.id')
            .whereRef('capture.site_id', '=', 'link.site_id')
            .whereRef('capture.address', '=', 'link.href'),
        ),
      ),
    )
    .orderBy('link.id', 'desc')
    .limit(sql.lit(2_000)),
);
