import { problemNote } from '../../account/fields.ts';
import {
  type Asked,
  actionButton,
  deskForm,
  filterBar,
  type KeysetPage,
  list,
  pager,
  selectField,
  textArea,
  textField,
} from '../../desk/index.ts';
import { type Html, html } from '../../kit/html.ts';
import type { ListedTerm } from '../read.ts';
import { archiveHref, archivePath, type Taxonomy } from '../term.ts';

/** What stands in the fields of a category or tag, and what is wrong with it. */
export type TermFields = {
  readonly name: string;
  readonly slug: string;
  readonly parent: string;
  readonly description: string;
};

export type TermProblems = Partial<Record<keyof TermFields | 'into', string>>;

export const noFields: TermFields = { name: '', slug: '', parent: '', description: '' };

export function sectionPath(taxonomy: Taxonomy): string {
  return taxonomy === 'category' ? '/-/admin/categories/' : '/-/admin/tags/';
}

export type TermListView = {
  readonly taxonomy: Taxonomy;
  readonly page: KeysetPage<ListedTerm>;
  readonly search: string;
  readonly parents: readonly ListedTerm[];
  readonly fields: TermFields;
  readonly problems: TermProblems;
  readonly defaultCategory: number | null;
};

export function termListMain(asked: Asked, view: TermListView): Html {
  const { t } = asked;
  const { taxonomy, search } = view;
  const path = sectionPath(taxonomy);
  return html`<div class="columns">
<div>
${filterBar(
  asked,
  { action: path, ...(search !== '' && { clear: path }) },
  textField({ name: 'q', label: t('term-desk.search'), value: search, type: 'search' }),
)}${termTable(asked, view)}${pager(asked, view.page, ({ key, id }) => [key, id])}</div>
<section class="panel" aria-labelledby="new-term">
<h2 id="new-term">${t('term-desk.new', { taxonomy })}</h2>
${deskForm(
  asked,
  { action: path },
  html`${termFields(asked, view)}<p class="buttons"><button type="submit">${t('term-desk.add', { taxonomy })}</button></p>`,
)}</section>
</div>`;
}

function termTable(asked: Asked, { taxonomy, page, search, defaultCategory }: TermListView): Html {
  const { t } = asked;
  const path = sectionPath(taxonomy);
  const inTree = taxonomy === 'category' && search === '';
  return list(asked, {
    caption: t('desk.section', { section: taxonomy === 'category' ? 'categories' : 'tags' }),
    rows: page.rows,
    id: ({ id }) => id,
    name: ({ name }) => name,
    empty: html`<p>${t(search === '' ? 'term-desk.none' : 'term-desk.none-found', { taxonomy })}</p>`,
    bulk: {
      action: `${path}delete`,
      actions: [{ value: 'delete', label: t('term-desk.delete') }],
      back: path,
    },
    columns: [
      {
        label: t('term-desk.name'),
        heading: true,
        cell: (term) =>
          html`<a class="${inTree ? `depth-${Math.min(depthOf(term), 6)}` : ''}" href="${path}${term.id}/"><bdi>${term.name}</bdi></a>${
            term.id === defaultCategory && html` <span class="flag">${t('term-desk.default')}</span>`
          }${term.description !== '' && html`<p class="soft cut"><bdi>${term.description}</bdi></p>`}`,
      },
      {
        label: t('term-desk.address'),
        cell: (term) => html`<a class="code" dir="ltr" href="${archiveHref(term)}">${archivePath(term)}</a>`,
      },
      { label: t('term-desk.posts'), narrow: true, cell: ({ count }) => count },
    ],
  });
}

export function depthOf({ path }: { readonly path: string }): number {
  return path.split('/').length - 1;
}

/** The fields of a category or tag, the same for a new one. */
function termFields(
  { t }: Asked,
  { taxonomy, fields, problems, parents }: Pick<TermListView, 'taxonomy' | 'fields' | 'problems' | 'parents'>,
): Html {
  const wrong = Object.keys(problems).length;
  return html`${problemNote(wrong === 0 ? undefined : t('form.problems', { count: wrong }))}${textField({
    name: 'name',
    label: t('term-desk.name'),
    value: fields.name,
    required: true,
    most: 200,
    problem: problems.name,
  })}${textField({
    name: 'slug',
    label: t('term-desk.slug'),
    value: fields.slug,
    dir: 'ltr',
    most: 200,
    hint: t('term-desk.slug-hint'),
    problem: problems.slug,
  })}${
    taxonomy === 'category' &&
    selectField(
      {
        name: 'parent',
        label: t('term-desk.parent'),
        value: fields.parent,
        problem: problems.parent,
      },
      [{ value: '', label: t('term-desk.top') }, ...parents.map(treeChoice)],
    )
  }${textArea({
    name: 'description',
    label: t('term-desk.description'),
    value: fields.description,
    rows: 3,
    most: 5_000,
    hint: t('term-desk.description-hint'),
  })}`;
}

/** Indented by what a screen reader passes over. */
export function treeChoice(term: ListedTerm): { readonly value: string; readonly label: string } {
  return { value: String(term.id), label: `${'\u2003'.repeat(depthOf(term))}${term.name}` };
}

export type TermEditView = {
  readonly term: ListedTerm;
  readonly parents: readonly ListedTerm[];
  /** Names to choose from when a tag is made part of another; a category chooses among them all. */
  readonly others: readonly ListedTerm[];
  readonly fields: TermFields;
  readonly problems: TermProblems;
  readonly isDefault: boolean;
};

export function termEditMain(asked: Asked, view: TermEditView): Html {
  const { t } = asked;
  const { term, isDefault } = view;
  const { taxonomy } = term;
  const path = `${sectionPath(taxonomy)}${term.id}/`;
  return html`<div class="columns">
${deskForm(
  asked,
  { action: path },
  html`${termFields(asked, { ...view, taxonomy })}<p class="buttons"><button type="submit">${t('desk.save')}</button></p>`,
)}
<div>
<section class="panel"><h2>${t('term-desk.facts')}</h2>
<dl class="facts"><dt>${t('term-desk.address')}</dt><dd dir="ltr"><a class="code" href="${archiveHref(term)}">${archivePath(term)}</a></dd>
<dt>${t('term-desk.posts')}</dt><dd>${term.count}</dd></dl>
<p class="soft">${t('term-desk.moving')}</p></section>
${isDefault ? html`<p class="panel">${t('term-desk.is-default')}</p>` : leaving(asked, view, path)}</div>
</div>`;
}

/** What takes a term away: making it part of another, and deleting it. */
function leaving(asked: Asked, { term, others, problems }: TermEditView, path: string): Html {
  const { t } = asked;
  const { taxonomy } = term;
  const choice =
    taxonomy === 'category'
      ? selectField(
          { name: 'into', label: t('term-desk.into', { taxonomy }), value: '', problem: problems.into },
          [{ value: '', label: t('term-desk.choose') }, ...others.map(treeChoice)],
        )
      : html`${textField({
          name: 'into',
          label: t('term-desk.into', { taxonomy }),
          list: 'others',
          autocomplete: 'off',
          problem: problems.into,
        })}<datalist id="others">${others.map(({ name }) => html`<option value="${name}"></option>`)}</datalist>`;
  return html`<section class="panel"><h2>${t('term-desk.merge')}</h2>
<p class="soft">${t('term-desk.merge-hint', { taxonomy })}</p>
${deskForm(asked, { action: `${path}merge` }, html`${choice}<p class="buttons"><button type="submit" class="plain">${t('term-desk.merge')}</button></p>`)}</section>
<p><a class="button bad" href="${path}delete">${t('term-desk.delete-one', { taxonomy })}</a></p>
`;
}

/** Asks once before terms go. */
export function termDeleteMain(
  asked: Asked,
  taxonomy: Taxonomy,
  terms: readonly ListedTerm[],
  fallback: ListedTerm | undefined,
): Html {
  const { t } = asked;
  const path = sectionPath(taxonomy);
  return html`<ul>${terms.map(({ name, count }) => html`<li>${t.html('term-desk.with-posts', { name: html`<bdi>${name}</bdi>`, count })}</li>`)}</ul>
<p>${t('term-desk.posts-stay')}${taxonomy === 'category' && html` ${fallback ? t.html('term-desk.go-to-default', { name: html`<bdi>${fallback.name}</bdi>` }) : t('term-desk.go-nowhere')}`}</p>
<div class="buttons">
${actionButton(asked, {
  action: `${path}delete`,
  label: t('term-desk.delete-sure', { count: terms.length }),
  tone: 'bad',
  fields: { sure: '1', ids: terms.map(({ id }) => id).join(',') },
})}<a class="button plain" href="${path}">${t('desk.cancel')}</a></div>`;
}
