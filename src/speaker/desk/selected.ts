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
import { findSpeakers } from '../find.ts';
import { deleteSpeaker, mergeSpeakers, type SpeakerUses } from '../merge.ts';
import { readSpeakers, readSpeakersBySlug } from '../read.ts';
import { foldedName } from '../save.ts';
import type { Speaker } from '../speaker.ts';
import type { SpeakerProblems } from './fields.ts';
import { speakersPath } from './views.ts';

type Handling = {
  readonly withSpeaker: (
    desk: Desk,
    asked: Asked,
    handle: (speaker: Speaker) => Promise<Reply>,
  ) => Promise<Reply>;
  readonly refuse: (desk: Desk, asked: Asked, speaker: Speaker, problems: SpeakerProblems) => Promise<Reply>;
};

/** What takes speakers away, one or several: merging and deleting. */
export function curationRoutes(usesOf: SpeakerUses, { withSpeaker, refuse }: Handling): readonly DeskRoute[] {
  const may = 'curate-archive';
  return [
    {
      method: 'POST',
      pattern: `${speakersPath}selected`,
      may,
      handle: (desk, asked) => selected(desk, asked, usesOf),
    },
    {
      method: 'POST',
      pattern: `${speakersPath}:id/merge`,
      may,
      handle: (desk, asked) => withSpeaker(desk, asked, (speaker) => mergeOne(desk, asked, speaker, refuse)),
    },
    {
      method: 'GET',
      pattern: `${speakersPath}:id/delete`,
      may,
      handle: (desk, asked) => withSpeaker(desk, asked, (speaker) => askDelete(desk, asked, [speaker])),
    },
  ];
}

async function selected(desk: Desk, asked: Asked, usesOf: SpeakerUses): Promise<Reply> {
  const { form, world, site } = asked;
  const ids = idsIn(form, 200);
  const found = await readSpeakers(world.db, site.id, ids);
  const speakers = [...new Map([...found.values()].map((speaker) => [speaker.id, speaker])).values()];
  if (speakers.length === 0) return onwards(speakersPath);
  if (form.get('do') === 'merge') return mergeAll(desk, asked, speakers);
  if (form.get('do') === 'delete') return deleteAll(desk, asked, usesOf, speakers);
  return onwards(speakersPath);
}

/** The first time asks who is to stay; sure, makes the others part of them. */
async function mergeAll(desk: Desk, asked: Asked, speakers: readonly Speaker[]): Promise<Reply> {
  const { form, world, site, t } = asked;
  if (speakers.length < 2)
    return noticed(asked, speakersPath, { text: t('speaker.merge-two'), tone: 'warning' });
  const into = speakers.find(({ id }) => id === idIn(form.get('into')));
  if (form.get('sure') !== '1' || !into) {
    return desk.page(asked, {
      title: t('speaker.merge-ask', { count: speakers.length }),
      section: 'speakers',
      main: whichStays(asked, { path: speakersPath, hint: t('speaker.merge-hint') }, speakers.map(chosen)),
    });
  }
  const now = world.clock.now().toISOString();
  for (const { id } of speakers)
    if (id !== into.id) await world.db.write((tx) => mergeSpeakers(tx, site.id, id, into.id, { now }));
  return noticed(asked, `${speakersPath}${into.id}/`, { text: t('speaker.merged', { name: into.name }) });
}

async function mergeOne(
  desk: Desk,
  asked: Asked,
  speaker: Speaker,
  refuse: Handling['refuse'],
): Promise<Reply> {
  const { world, site, t } = asked;
  const into = await named(asked);
  const now = world.clock.now().toISOString();
  const merged =
    into && (await world.db.write((tx) => mergeSpeakers(tx, site.id, speaker.id, into.id, { now })));
  if (!merged?.ok) return refuse(desk, asked, speaker, { into: t('speaker.bad-target') });
  return noticed(asked, `${speakersPath}${merged.id}/`, {
    text: t('speaker.merged', { name: into?.name ?? '' }),
  });
}

/** A speaker by number, by slug, or by any name, as it was written. */
async function named({ world, site, form }: Asked): Promise<Speaker | undefined> {
  const text = form.get('into')?.trim() ?? '';
  const id = idIn(text.replace(/^#/, ''));
  if (id > 0) return (await readSpeakers(world.db, site.id, [id])).get(id);
  const bySlug = (await readSpeakersBySlug(world.db, site.id, [text.toLowerCase()])).get(text.toLowerCase());
  if (bySlug || text === '') return bySlug;
  const found = await findSpeakers(world.db, site.id, { query: text }, { limit: 50 });
  return found.find(({ names }) => names.some((name) => foldedName(name.text) === foldedName(text)));
}

/** The first time asks; sure, deletes those whom nothing quotes. */
async function deleteAll(
  desk: Desk,
  asked: Asked,
  usesOf: SpeakerUses,
  speakers: readonly Speaker[],
): Promise<Reply> {
  const { form, world, site, t } = asked;
  if (form.get('sure') !== '1') return askDelete(desk, asked, speakers);
  let gone = 0;
  for (const { id } of speakers)
    if ((await world.db.write((tx) => deleteSpeaker(tx, site.id, id, usesOf))).ok) gone++;
  const kept = speakers.length - gone;
  return noticed(asked, speakersPath, {
    text: kept > 0 ? t('speaker.kept', { kept, gone }) : t('speaker.deleted', { count: gone }),
    tone: kept > 0 ? 'warning' : 'good',
  });
}

function askDelete(desk: Desk, asked: Asked, speakers: readonly Speaker[]): Promise<Reply> {
  const { t } = asked;
  const count = speakers.length;
  const words = { hint: t('speaker.delete-hint'), sure: t('speaker.delete-sure', { count }) };
  return desk.page(asked, {
    title: t('speaker.delete-ask', { count }),
    section: 'speakers',
    main: whetherToDelete(asked, { path: speakersPath, ...words }, speakers.map(chosen)),
  });
}

function chosen({ id, name, slug }: Speaker): Chosen {
  return { id, name, note: slug };
}
