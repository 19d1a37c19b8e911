import { may } from '../../account/may.ts';
import {
  type Asked,
  type Desk,
  type DeskRoute,
  keysetPage,
  noticed,
  readKeyset,
  withOne,
} from '../../desk/index.ts';
import { html } from '../../kit/html.ts';
import { idIn } from '../../kit/http/form.ts';
import type { Reply } from '../../kit/http/index.ts';
import { findSpeakers, type SpeakerFilter } from '../find.ts';
import type { SpeakerUses } from '../merge.ts';
import { readSpeakers } from '../read.ts';
import { createSpeaker, type SpeakerRefused, updateSpeaker } from '../save.ts';
import { type Speaker, speakerKinds } from '../speaker.ts';
import { readFields, type SpeakerProblems, type SpeakerTexts, standOf, textsIn, textsOf } from './fields.ts';
import { curationRoutes } from './selected.ts';
import { newSpeakerMain, speakerEditMain, speakerListMain, speakersPath } from './views.ts';

const rowsOfPage = 50;

/** The pages of speakers at the desk; `usesOf` tells how often they are quoted. */
export function speakerDeskRoutes(usesOf: SpeakerUses): readonly DeskRoute[] {
  const stand = async ({ world, site, params, t, form }: Asked) => {
    const id = idIn(params.id);
    const speaker = (await readSpeakers(world.db, site.id, [id])).get(id);
    return speaker && standOf(t, speaker, form);
  };
  const may = 'manage-sources';
  return [
    { method: 'GET', pattern: speakersPath, may, handle: (desk, asked) => showList(desk, asked, usesOf) },
    {
      method: 'GET',
      pattern: `${speakersPath}new`,
      may,
      handle: (desk, asked) =>
        showNew(desk, asked, { ...textsOf({}), names: nameIn(asked.request.query) }, {}),
    },
    { method: 'POST', pattern: speakersPath, may, handle: create },
    {
      method: 'GET',
      pattern: `${speakersPath}:id/`,
      may,
      stand,
      handle: (desk, asked) =>
        withSpeaker(desk, asked, (speaker) => showEdit(desk, asked, usesOf, { speaker })),
    },
    {
      method: 'POST',
      pattern: `${speakersPath}:id/`,
      may,
      stand,
      handle: (desk, asked) => withSpeaker(desk, asked, (speaker) => change(desk, asked, usesOf, speaker)),
    },
    ...curationRoutes(usesOf, {
      withSpeaker,
      refuse: (desk, asked, speaker, problems) => showEdit(desk, asked, usesOf, { speaker, problems }),
    }),
  ];
}

async function showList(desk: Desk, asked: Asked, usesOf: SpeakerUses): Promise<Reply> {
  const { world, site, request, t, actor } = asked;
  const filter = filterOf(request.query);
  const keyset = readKeyset(request.query, 2);
  const rows = await findSpeakers(world.db, site.id, filter, { limit: rowsOfPage + 1, ...keyset });
  const page = keysetPage(rows, rowsOfPage, keyset);
  const uses = await usesOf(
    world.db,
    site.id,
    page.rows.map(({ id }) => id),
  );
  return desk.page(asked, {
    title: t('desk.section', { section: 'speakers' }),
    section: 'speakers',
    scripts: ['list'],
    actions: html`<a class="button" href="${speakersPath}new">${t('speaker.new')}</a>`,
    main: speakerListMain(asked, {
      page,
      filter,
      uses,
      curates: may(actor, 'curate-archive', { siteId: site.id }),
    }),
  });
}

function filterOf(query: URLSearchParams): SpeakerFilter {
  const text = (query.get('q') ?? '').trim().slice(0, 200);
  const kind = speakerKinds.find((each) => each === query.get('kind'));
  return { ...(text !== '' && { query: text }), ...(kind && { kind }) };
}

/** A link from elsewhere may bring the name: `new?name=…`. */
function nameIn(query: URLSearchParams): SpeakerTexts['names'] {
  const text = query.get('name')?.trim() ?? '';
  return text === '' ? [] : [{ text, lang: '' }];
}

function showNew(desk: Desk, asked: Asked, texts: SpeakerTexts, problems: SpeakerProblems): Promise<Reply> {
  return desk.page(asked, {
    title: asked.t('speaker.new'),
    section: 'speakers',
    status: Object.keys(problems).length > 0 ? 422 : 200,
    main: newSpeakerMain(asked, texts, problems),
  });
}

async function create(desk: Desk, asked: Asked): Promise<Reply> {
  const { world, site, t, form } = asked;
  const texts = textsIn(form);
  const read = readFields(t, texts);
  if (!read.ok) return showNew(desk, asked, texts, read.problems);
  const now = world.clock.now().toISOString();
  const made = await world.db.write((tx) => createSpeaker(tx, site.id, read.fields, { now }));
  if (!made.ok) return showNew(desk, asked, texts, problemsOf(asked, made));
  return noticed(asked, `${speakersPath}${made.id}/`, { text: t('speaker.added') });
}

async function change(desk: Desk, asked: Asked, usesOf: SpeakerUses, speaker: Speaker): Promise<Reply> {
  const { world, site, t, form } = asked;
  const texts = textsIn(form);
  const read = readFields(t, texts);
  if (!read.ok) return showEdit(desk, asked, usesOf, { speaker, texts, problems: read.problems });
  const now = world.clock.now().toISOString();
  const saved = await world.db.write((tx) => updateSpeaker(tx, site.id, speaker.id, read.fields, { now }));
  if (!saved.ok) return showEdit(desk, asked, usesOf, { speaker, texts, problems: problemsOf(asked, saved) });
  return noticed(asked, `${speakersPath}${speaker.id}/`, { text: t('speaker.saved') });
}

/** What is wrong, at the field that it concerns. */
function problemsOf({ t }: Asked, refused: SpeakerRefused): SpeakerProblems {
  switch (refused.reason) {
    case 'missing':
    case 'nameless':
      return { 'name-0': t('speaker.nameless') };
    case 'bad-url':
      return { url: t('source.bad-address') };
    case 'taken':
      return { slug: t('speaker.taken') };
  }
}

async function showEdit(
  desk: Desk,
  asked: Asked,
  usesOf: SpeakerUses,
  {
    speaker,
    texts = textsOf(speaker),
    problems = {},
  }: { readonly speaker: Speaker; readonly texts?: SpeakerTexts; readonly problems?: SpeakerProblems },
): Promise<Reply> {
  const { world, site, actor } = asked;
  const uses = await usesOf(world.db, site.id, [speaker.id]);
  return desk.page(asked, {
    title: speaker.name,
    section: 'speakers',
    status: Object.keys(problems).length > 0 ? 422 : 200,
    main: speakerEditMain(asked, {
      speaker,
      texts,
      problems,
      quotations: uses.get(speaker.id) ?? 0,
      curates: may(actor, 'curate-archive', { siteId: site.id }),
    }),
  });
}

/** The speaker that an address names; one who was merged leads to where they went. */
async function withSpeaker(
  desk: Desk,
  asked: Asked,
  handle: (speaker: Speaker) => Promise<Reply>,
): Promise<Reply> {
  const { world, site, params, t } = asked;
  const id = idIn(params.id);
  const one = (await readSpeakers(world.db, site.id, [id])).get(id);
  const missing = t('speaker.missing');
  return withOne(desk, asked, { one, path: speakersPath, section: 'speakers', missing }, handle);
}
