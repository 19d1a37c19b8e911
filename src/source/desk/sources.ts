import { may } from '../../account/may.ts';
import { type Asked, type Desk, type DeskRoute, keysetPage, noticed, readKeyset } from '../../desk/index.ts';
import { html } from '../../kit/html.ts';
import { idIn } from '../../kit/http/form.ts';
import type { Reply } from '../../kit/http/index.ts';
import type { SourceArchive } from '../archive.ts';
import { countSources, findSources, sourceFilterIn, sourceOrders } from '../find.ts';
import { readSource } from '../read.ts';
import { createSource, type SourceRefused, updateSource } from '../save.ts';
import { type Source, sourceName } from '../source.ts';
import { newSourceMain, type SourceEditView, sourceEditMain, type Twin } from './edit-view.ts';
import { type FieldProblems, type FieldTexts, readFields, standOf, textsIn, textsOf } from './fields.ts';
import { sourceListMain, sourcesPath } from './list-view.ts';
import { withSource } from './one.ts';
import { captureOne, curationRoutes } from './selected.ts';

const rowsOfPage = 50;

/** The pages of sources at the desk. */
export function sourceDeskRoutes(archive: SourceArchive): readonly DeskRoute[] {
  const stand = async ({ world, site, params, t }: Asked) => {
    const source = await readSource(world.db, site.id, idIn(params.id));
    return source && standOf(t, source);
  };
  return [
    {
      method: 'GET',
      pattern: sourcesPath,
      may: 'manage-sources',
      handle: (desk, asked) => showList(desk, asked, archive),
    },
    {
      method: 'GET',
      pattern: `${sourcesPath}new`,
      may: 'manage-sources',
      handle: (desk, asked) => showNew(desk, asked, beginning(asked.request.query)),
    },
    {
      method: 'POST',
      pattern: sourcesPath,
      may: 'manage-sources',
      handle: (desk, asked) => create(desk, asked, archive),
    },
    {
      method: 'GET',
      pattern: `${sourcesPath}:id/`,
      may: 'manage-sources',
      stand,
      handle: (desk, asked) =>
        withSource(desk, asked, (source) => showEdit(desk, asked, archive, { source })),
    },
    {
      method: 'POST',
      pattern: `${sourcesPath}:id/`,
      may: 'manage-sources',
      stand,
      handle: (desk, asked) => withSource(desk, asked, (source) => change(desk, asked, archive, source)),
    },
    {
      method: 'POST',
      pattern: `${sourcesPath}:id/capture`,
      may: 'capture',
      handle: (desk, asked) => withSource(desk, asked, (source) => captureOne(asked, archive, source)),
    },
    ...curationRoutes(archive, (desk, asked, source, problems) =>
      showEdit(desk, asked, archive, { source, problems }),
    ),
  ];
}

async function showList(desk: Desk, asked: Asked, archive: SourceArchive): Promise<Reply> {
  const { world, site, request, t, actor } = asked;
  const filter = sourceFilterIn(request.query);
  const order = sourceOrders.find((each) => each === request.query.get('order')) ?? 'new';
  const keyset = readKeyset(request.query, 2);
  const rows = await findSources(world.db, site.id, filter, { order, limit: rowsOfPage + 1, ...keyset });
  const page = keysetPage(rows, rowsOfPage, keyset);
  const ids = page.rows.map(({ id }) => id);
  return desk.page(asked, {
    title: t('desk.section', { section: 'sources' }),
    section: 'sources',
    scripts: ['list'],
    actions: html`<a class="button plain" href="${sourcesPath}links/">${t('watch.title')}</a> <a class="button plain" href="/-/admin/captures/">${t('source.captures-link')}</a> <a class="button" href="${sourcesPath}new">${t('source.new')}</a>`,
    main: sourceListMain(asked, {
      page,
      filter,
      order,
      counts: await countSources(world.db, site.id),
      uses: await archive.usesOf(world.db, site.id, ids),
      curates: may(actor, 'curate-archive', { siteId: site.id }),
    }),
  });
}

/** A link from elsewhere may bring what is known: `new?address=…&title=…`. */
function beginning(query: URLSearchParams): FieldTexts {
  return { ...textsOf({}), address: query.get('address') ?? '', title: query.get('title') ?? '' };
}

function showNew(
  desk: Desk,
  asked: Asked,
  texts: FieldTexts,
  problems: FieldProblems = {},
  twin?: Twin,
): Promise<Reply> {
  return desk.page(asked, {
    title: asked.t('source.new'),
    section: 'sources',
    status: Object.keys(problems).length > 0 ? 422 : 200,
    main: newSourceMain(asked, texts, problems, twin),
  });
}

async function create(desk: Desk, asked: Asked, archive: SourceArchive): Promise<Reply> {
  const { world, site, t, form, account, actor } = asked;
  const texts = textsIn(form);
  const read = readFields(t, texts);
  if (!read.ok) return showNew(desk, asked, texts, read.problems);
  const now = world.clock.now().toISOString();
  const captures = form.get('do') === 'capture' && may(actor, 'capture', { siteId: site.id });
  const made = await world.db.write(async (tx) => {
    const saved = await createSource(tx, site.id, read.fields, { now });
    const { address } = read.fields;
    if (saved.ok && captures && address)
      await archive.capture(tx, site.id, { address, sourceId: saved.id, by: account.id });
    return saved;
  });
  if (!made.ok) return showNew(desk, asked, texts, problemsOf(asked, made), await twinOf(asked, made));
  return noticed(asked, `${sourcesPath}${made.id}/`, {
    text: t(captures ? 'source.added-capture' : 'source.added'),
  });
}

async function change(desk: Desk, asked: Asked, archive: SourceArchive, source: Source): Promise<Reply> {
  const { world, site, t, form } = asked;
  const texts = textsIn(form);
  const read = readFields(t, texts);
  if (!read.ok) return showEdit(desk, asked, archive, { source, texts, problems: read.problems });
  const now = world.clock.now().toISOString();
  const saved = await world.db.write((tx) => updateSource(tx, site.id, source.id, read.fields, { now }));
  if (!saved.ok) {
    const [problems, twin] = [problemsOf(asked, saved), await twinOf(asked, saved)];
    return showEdit(desk, asked, archive, { source, texts, problems, twin });
  }
  return noticed(asked, `${sourcesPath}${source.id}/`, { text: t('source.saved') });
}

/** What is wrong, at the field that it concerns. */
function problemsOf({ t }: Asked, refused: SourceRefused): FieldProblems {
  switch (refused.reason) {
    case 'missing':
      return { title: t('source.missing') };
    case 'nameless':
      return { title: t('source.nameless') };
    case 'bad-address':
      return { [refused.field]: t('source.bad-address') };
    case 'taken':
      return { [refused.field]: t('source.taken') };
  }
}

async function twinOf({ world, site }: Asked, refused: SourceRefused): Promise<Twin | undefined> {
  if (refused.reason !== 'taken') return undefined;
  const source = await readSource(world.db, site.id, refused.id);
  return source && { source, field: refused.field };
}

async function showEdit(
  desk: Desk,
  asked: Asked,
  archive: SourceArchive,
  shown: Pick<SourceEditView, 'source'> & Partial<SourceEditView>,
): Promise<Reply> {
  const { site, actor } = asked;
  const { source, problems = {}, texts = textsOf(source), twin } = shown;
  return desk.page(asked, {
    title: sourceName(source),
    section: 'sources',
    status: Object.keys(problems).length > 0 ? 422 : 200,
    main: sourceEditMain(asked, {
      source,
      texts,
      problems,
      twin,
      captures: await archive.capturesOf(asked, source.id),
      posts: await archive.postsOf(asked, source.id),
      mayCapture: may(actor, 'capture', { siteId: site.id }),
      curates: may(actor, 'curate-archive', { siteId: site.id }),
    }),
  });
}
