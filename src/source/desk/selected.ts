import { may } from '../../account/may.ts';
import { onwards } from '../../account/reply.ts';
import {
  type Asked,
  type Chosen,
  type Desk,
  type DeskRoute,
  noticed,
  whetherToDelete,
  whichStays,
} from '../../desk/index.ts';
import { idIn, idsIn } from '../../kit/http/form.ts';
import type { Reply } from '../../kit/http/index.ts';
import { shortAddress } from '../../kit/words/short-address.ts';
import type { SourceArchive } from '../archive.ts';
import { deleteSource, mergeSources } from '../merge.ts';
import { readSource, readSources, sourceByAddress } from '../read.ts';
import { type Source, sourceName } from '../source.ts';
import type { FieldProblems } from './fields.ts';
import { sourcesPath } from './list-view.ts';
import { withSource } from './one.ts';

type ShowEdit = (desk: Desk, asked: Asked, source: Source, problems: FieldProblems) => Promise<Reply>;

/** What is done with several sources, and what takes one away. */
export function curationRoutes(archive: SourceArchive, showEdit: ShowEdit): readonly DeskRoute[] {
  return [
    {
      method: 'POST',
      pattern: `${sourcesPath}selected`,
      may: 'manage-sources',
      handle: (desk, asked) => selected(desk, asked, archive),
    },
    {
      method: 'POST',
      pattern: `${sourcesPath}:id/merge`,
      may: 'curate-archive',
      handle: (desk, asked) => withSource(desk, asked, (source) => mergeOne(desk, asked, source, showEdit)),
    },
    {
      method: 'GET',
      pattern: `${sourcesPath}:id/delete`,
      may: 'curate-archive',
      handle: (desk, asked) => withSource(desk, asked, (source) => askDelete(desk, asked, [source])),
    },
  ];
}

/** Asks for a copy of what stands at the address now. */
export async function captureOne(asked: Asked, archive: SourceArchive, source: Source): Promise<Reply> {
  await captureAll(asked, archive, [source]);
  return noticed(asked, `${sourcesPath}${source.id}/`, { text: asked.t('source.capturing', { count: 1 }) });
}

async function selected(desk: Desk, asked: Asked, archive: SourceArchive): Promise<Reply> {
  const { form, world, site, actor, t } = asked;
  const ids = idsIn(form, 200);
  const found = await readSources(world.db, site.id, ids);
  const sources = [...new Map([...found.values()].map((source) => [source.id, source])).values()];
  const back = onwards(sourcesPath);
  if (sources.length === 0) return back;
  const curates = may(actor, 'curate-archive', { siteId: site.id });
  switch (form.get('do')) {
    case 'capture': {
      if (!may(actor, 'capture', { siteId: site.id })) return back;
      const count = await captureAll(asked, archive, sources);
      return noticed(asked, sourcesPath, { text: t('source.capturing', { count }) });
    }
    case 'merge':
      return curates ? mergeAll(desk, asked, sources) : back;
    case 'delete':
      return curates ? deleteAll(desk, asked, archive, sources) : back;
    default:
      return back;
  }
}

async function captureAll(
  { world, site, account }: Asked,
  archive: SourceArchive,
  sources: readonly Source[],
): Promise<number> {
  return world.db.write(async (tx) => {
    let count = 0;
    for (const { id, address } of sources) {
      if (address === null) continue;
      await archive.capture(tx, site.id, { address, sourceId: id, by: account.id });
      count++;
    }
    return count;
  });
}

/** The first time asks which is to stay; sure, makes the others part of it. */
async function mergeAll(desk: Desk, asked: Asked, sources: readonly Source[]): Promise<Reply> {
  const { form, world, site, t } = asked;
  if (sources.length < 2)
    return noticed(asked, sourcesPath, { text: t('source.merge-two'), tone: 'warning' });
  const into = sources.find(({ id }) => id === idIn(form.get('into')));
  if (form.get('sure') !== '1' || !into) {
    return desk.page(asked, {
      title: t('source.merge-ask', { count: sources.length }),
      section: 'sources',
      main: whichStays(asked, { path: sourcesPath, hint: t('source.merge-hint') }, sources.map(chosen)),
    });
  }
  const now = world.clock.now().toISOString();
  for (const { id } of sources)
    if (id !== into.id) await world.db.write((tx) => mergeSources(tx, site.id, id, into.id, { now }));
  return noticed(asked, `${sourcesPath}${into.id}/`, {
    text: t('source.merged', { name: sourceName(into) }),
  });
}

/** Another source is named by its number, by its address here, or by one of its own addresses. */
async function mergeOne(desk: Desk, asked: Asked, source: Source, showEdit: ShowEdit): Promise<Reply> {
  const { form, world, site, t } = asked;
  const text = form.get('into')?.trim() ?? '';
  const number = /^#?(\d{1,15})$|\/-\/(?:admin\/)?sources\/(\d{1,15})\/?$/.exec(text);
  const into = number
    ? await readSource(world.db, site.id, idIn(number[1] ?? number[2]))
    : await sourceByAddress(world.db, site.id, text);
  const now = world.clock.now().toISOString();
  const merged =
    into && (await world.db.write((tx) => mergeSources(tx, site.id, source.id, into.id, { now })));
  if (!merged?.ok) return showEdit(desk, asked, source, { into: t('source.bad-target') });
  return noticed(asked, `${sourcesPath}${merged.id}/`, {
    text: t('source.merged', { name: into ? sourceName(into) : '' }),
  });
}

/** The first time asks; sure, deletes those that stand nowhere. */
async function deleteAll(
  desk: Desk,
  asked: Asked,
  archive: SourceArchive,
  sources: readonly Source[],
): Promise<Reply> {
  const { form, world, site, t } = asked;
  if (form.get('sure') !== '1') return askDelete(desk, asked, sources);
  let gone = 0;
  for (const { id } of sources)
    if ((await world.db.write((tx) => deleteSource(tx, site.id, id, archive.usesOf))).ok) gone++;
  const kept = sources.length - gone;
  return noticed(asked, sourcesPath, {
    text: kept > 0 ? t('source.kept', { kept, gone }) : t('source.deleted', { count: gone }),
    tone: kept > 0 ? 'warning' : 'good',
  });
}

function askDelete(desk: Desk, asked: Asked, sources: readonly Source[]): Promise<Reply> {
  const { t } = asked;
  const count = sources.length;
  const words = { hint: t('source.delete-hint'), sure: t('source.delete-sure', { count }) };
  return desk.page(asked, {
    title: t('source.delete-ask', { count }),
    section: 'sources',
    main: whetherToDelete(asked, { path: sourcesPath, ...words }, sources.map(chosen)),
  });
}

function chosen(source: Source): Chosen {
  const { id, address } = source;
  return { id, name: sourceName(source), note: address === null ? undefined : shortAddress(address) };
}
