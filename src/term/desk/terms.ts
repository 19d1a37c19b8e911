import { onwards } from '../../account/reply.ts';
import {
  type Asked,
  type Desk,
  type DeskRoute,
  keysetPage,
  noticed,
  readKeyset,
  type Stand,
} from '../../desk/index.ts';
import { html } from '../../kit/html.ts';
import { idIn, idsIn } from '../../kit/http/form.ts';
import type { Reply } from '../../kit/http/index.ts';
import { createTerm, type TermRefused, updateTerm } from '../edit.ts';
import { type ListedTerm, listTerms, readTerm } from '../read.ts';
import { deleteTerm, mergeTerms } from '../remove.ts';
import type { Taxonomy } from '../term.ts';
import {
  noFields,
  sectionPath,
  type TermFields,
  type TermProblems,
  termDeleteMain,
  termEditMain,
  termListMain,
} from './terms-view.ts';

const rowsOfPage = 100;
/** More categories than anybody chooses from; the rest is found by its name. */
const mostChoices = 1_000;

/** The pages of categories, and those of tags. */
export const termRoutes: readonly DeskRoute[] = (['category', 'tag'] as const).flatMap(routesOf);

function routesOf(taxonomy: Taxonomy): readonly DeskRoute[] {
  const path = sectionPath(taxonomy);
  const may = 'manage-terms';
  return [
    { method: 'GET', pattern: path, may, handle: (desk, asked) => showList(desk, asked, taxonomy) },
    { method: 'POST', pattern: path, may, handle: (desk, asked) => create(desk, asked, taxonomy) },
    {
      method: 'POST',
      pattern: `${path}delete`,
      may,
      handle: (desk, asked) => remove(desk, asked, taxonomy),
    },
    {
      method: 'GET',
      pattern: `${path}:id/`,
      may,
      stand: standOf,
      handle: (desk, asked) => withTerm(desk, asked, taxonomy, (term) => showEdit(desk, asked, term)),
    },
    {
      method: 'POST',
      pattern: `${path}:id/`,
      may,
      stand: standOf,
      handle: (desk, asked) => withTerm(desk, asked, taxonomy, (term) => change(desk, asked, term)),
    },
    {
      method: 'POST',
      pattern: `${path}:id/merge`,
      may,
      handle: (desk, asked) => withTerm(desk, asked, taxonomy, (term) => merge(desk, asked, term)),
    },
    {
      method: 'GET',
      pattern: `${path}:id/delete`,
      may,
      handle: (desk, asked) =>
        withTerm(desk, asked, taxonomy, (term) => askFirst(desk, asked, taxonomy, [term])),
    },
  ];
}

async function standOf({ world, site, params, t }: Asked): Promise<Stand | undefined> {
  const term = await readTerm(world.db, site.id, idIn(params.id));
  if (!term) return undefined;
  const { name, slug, parent, description } = shownFields(term);
  return {
    name: { label: t('term-desk.name'), now: name },
    slug: { label: t('term-desk.slug'), now: slug },
    ...(term.taxonomy === 'category' && {
      parent: { label: t('term-desk.parent'), now: parent, legible: false },
    }),
    description: { label: t('term-desk.description'), now: description },
  };
}

async function withTerm(
  desk: Desk,
  asked: Asked,
  taxonomy: Taxonomy,
  handle: (term: ListedTerm) => Promise<Reply>,
): Promise<Reply> {
  const term = await readTerm(asked.world.db, asked.site.id, idIn(asked.params.id));
  return term?.taxonomy === taxonomy ? handle(term) : missing(desk, asked, taxonomy);
}

function missing(desk: Desk, asked: Asked, taxonomy: Taxonomy): Promise<Reply> {
  const title = asked.t('term-desk.missing', { taxonomy });
  return desk.page(asked, {
    title,
    section: sectionOf(taxonomy),
    status: 404,
    main: html`<p><a href="${sectionPath(taxonomy)}">${asked.t('desk.section', { section: sectionOf(taxonomy) })}</a></p>`,
  });
}

function sectionOf(taxonomy: Taxonomy) {
  return taxonomy === 'category' ? 'categories' : 'tags';
}

async function showList(
  desk: Desk,
  asked: Asked,
  taxonomy: Taxonomy,
  {
    fields = noFields,
    problems = {},
  }: { readonly fields?: TermFields; readonly problems?: TermProblems } = {},
): Promise<Reply> {
  const { world, site, request, t } = asked;
  const search = (request.query.get('q') ?? '').trim().slice(0, 200);
  const keyset = readKeyset(request.query, 2);
  const order = taxonomy === 'category' && search === '' ? 'tree' : 'name';
  const rows = await listTerms(
    world.db,
    site.id,
    { taxonomy, search },
    { order, limit: rowsOfPage + 1, ...keyset },
  );
  return desk.page(asked, {
    title: t('desk.section', { section: sectionOf(taxonomy) }),
    section: sectionOf(taxonomy),
    status: Object.keys(problems).length > 0 ? 422 : 200,
    scripts: ['list'],
    main: termListMain(asked, {
      taxonomy,
      page: keysetPage(rows, rowsOfPage, keyset),
      search,
      parents: await categories(asked, taxonomy),
      fields,
      problems,
      defaultCategory: site.settings.defaultCategory,
    }),
  });
}

/** What a category can be put below. */
async function categories({ world, site }: Asked, taxonomy: Taxonomy): Promise<readonly ListedTerm[]> {
  if (taxonomy === 'tag') return [];
  return listTerms(world.db, site.id, { taxonomy }, { order: 'tree', limit: mostChoices });
}

function fieldsOf({ form }: Asked): TermFields {
  const text = (name: string) => form.get(name)?.trim() ?? '';
  return { name: text('name'), slug: text('slug'), parent: text('parent'), description: text('description') };
}

async function create(desk: Desk, asked: Asked, taxonomy: Taxonomy): Promise<Reply> {
  const fields = fieldsOf(asked);
  const made = await asked.world.db.write((tx) =>
    createTerm(tx, asked.site.id, { taxonomy, ...writeOf(fields) }),
  );
  if (!made.ok) return showList(desk, asked, taxonomy, { fields, problems: problemsOf(asked, made) });
  return noticed(asked, sectionPath(taxonomy), {
    text: asked.t('term-desk.added', { name: made.term.name }),
  });
}

function writeOf({ name, slug, parent, description }: TermFields) {
  return { name, slug, description, parentId: parent === '' ? null : idIn(parent) };
}

/** What is wrong, at the field that it concerns. */
function problemsOf({ t }: Asked, refused: TermRefused): TermProblems {
  switch (refused.reason) {
    case 'missing':
    case 'bad-parent':
      return { parent: t('term-desk.bad-parent') };
    case 'no-name':
      return { name: t('term-desk.no-name') };
    case 'taken':
      return { slug: t('term-desk.taken') };
  }
}

async function showEdit(
  desk: Desk,
  asked: Asked,
  term: ListedTerm,
  { fields, problems = {} }: { readonly fields?: TermFields; readonly problems?: TermProblems } = {},
): Promise<Reply> {
  const { world, site } = asked;
  const { taxonomy, path } = term;
  const all = await categories(asked, taxonomy);
  const others =
    taxonomy === 'category'
      ? all
      : await listTerms(world.db, site.id, { taxonomy }, { order: 'count', descending: true, limit: 200 });
  const outside = ({ id, path: of }: ListedTerm) => id !== term.id && !of.startsWith(`${path}/`);
  return desk.page(asked, {
    title: term.name,
    section: sectionOf(taxonomy),
    status: Object.keys(problems).length > 0 ? 422 : 200,
    main: termEditMain(asked, {
      term,
      parents: all.filter(outside),
      others: others.filter(outside),
      fields: fields ?? shownFields(term),
      problems,
      isDefault: term.id === site.settings.defaultCategory,
    }),
  });
}

function shownFields({ name, slug, parentId, description }: ListedTerm): TermFields {
  return { name, slug, parent: parentId === null ? '' : String(parentId), description };
}

async function change(desk: Desk, asked: Asked, term: ListedTerm): Promise<Reply> {
  const { taxonomy } = term;
  const fields = fieldsOf(asked);
  const { parentId, ...rest } = writeOf(fields);
  const saved = await asked.world.db.write((tx) =>
    updateTerm(tx, asked.site.id, term.id, { ...rest, ...(taxonomy === 'category' && { parentId }) }),
  );
  if (!saved.ok) return showEdit(desk, asked, term, { fields, problems: problemsOf(asked, saved) });
  return noticed(asked, `${sectionPath(taxonomy)}${term.id}/`, {
    text: asked.t('term-desk.saved', { name: saved.term.name }),
  });
}

async function merge(desk: Desk, asked: Asked, term: ListedTerm): Promise<Reply> {
  const { world, site, t } = asked;
  const into = await chosen(asked, term.taxonomy);
  const merged = into && (await world.db.write((tx) => mergeTerms(tx, site, term.id, into.id)));
  if (!merged?.ok) return showEdit(desk, asked, term, { problems: { into: t('term-desk.bad-target') } });
  return noticed(asked, `${sectionPath(term.taxonomy)}${into?.id}/`, {
    text: t('term-desk.merged', { name: term.name, into: into?.name ?? '' }),
  });
}

/** A category by its ID; a tag by its name or slug, as it was written. */
async function chosen({ world, site, form }: Asked, taxonomy: Taxonomy): Promise<ListedTerm | undefined> {
  const text = form.get('into')?.trim() ?? '';
  if (taxonomy === 'category') return readTerm(world.db, site.id, idIn(text));
  const found = await listTerms(
    world.db,
    site.id,
    { taxonomy, search: text },
    { order: 'count', descending: true, limit: 50 },
  );
  const same = (name: string) => name.toLowerCase() === text.toLowerCase();
  return found.find(({ name }) => same(name)) ?? found.find(({ slug }) => same(slug));
}

/** The first time asks, with the names; the second time, sure, does it. */
async function remove(desk: Desk, asked: Asked, taxonomy: Taxonomy): Promise<Reply> {
  const { form, world, site, t } = asked;
  const ids = idsIn(form, 200);
  const terms = await listTerms(world.db, site.id, { taxonomy, ids }, { order: 'tree', limit: 200 });
  if (terms.length === 0) return onwards(sectionPath(taxonomy));
  if (form.get('sure') !== '1') return askFirst(desk, asked, taxonomy, terms);
  let gone = 0;
  for (const { id } of terms.toReversed())
    if ((await world.db.write((tx) => deleteTerm(tx, site, id))).ok) gone++;
  const kept = terms.length - gone;
  return noticed(asked, sectionPath(taxonomy), {
    text: kept > 0 ? t('term-desk.default-stays') : t('term-desk.deleted', { count: gone }),
    tone: kept > 0 ? 'warning' : 'good',
  });
}

async function askFirst(
  desk: Desk,
  asked: Asked,
  taxonomy: Taxonomy,
  terms: readonly ListedTerm[],
): Promise<Reply> {
  const { world, site, t } = asked;
  const { defaultCategory } = site.settings;
  const fallback = defaultCategory === null ? undefined : await readTerm(world.db, site.id, defaultCategory);
  return desk.page(asked, {
    title: t('term-desk.delete-ask', { count: terms.length, taxonomy }),
    section: sectionOf(taxonomy),
    main: termDeleteMain(asked, taxonomy, terms, fallback),
  });
}
