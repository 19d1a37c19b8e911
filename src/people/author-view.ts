import { type Author, type AuthorPageLink, authorPath } from '../author/author.ts';
import { type Asked, deskForm, selectField, textArea, textField } from '../desk/index.ts';
import { type Html, html } from '../kit/html.ts';
import type { Media } from '../media/media.ts';

/** The profile as it is typed. */
export type AuthorFields = {
  readonly name: string;
  readonly slug: string;
  /** Markdown. */
  readonly biography: string;
  /** A line each: `Label https://…`. */
  readonly links: string;
  /** A line each. */
  readonly honours: string;
  /** ID of a picture; empty for none. */
  readonly picture: string;
  readonly lang: string;
};

export type AuthorProblems = Partial<Record<keyof AuthorFields, string>>;

export function authorMain(
  asked: Asked,
  {
    author,
    fields,
    problems,
    pictures,
  }: {
    readonly author: Author;
    readonly fields: AuthorFields;
    readonly problems: AuthorProblems;
    readonly pictures: readonly Media[];
  },
): Html {
  const { t } = asked;
  const own = pictures.some(({ id }) => String(id) === fields.picture) || fields.picture === '';
  const choices = [
    { value: '', label: t('people.no-picture') },
    ...(own ? [] : [{ value: fields.picture, label: `#${fields.picture}` }]),
    ...pictures.map(({ id, title, alt, path }) => ({
      value: String(id),
      label: title || alt || (path.split('/').at(-1) ?? ''),
    })),
  ];
  return html`<p>${t.html('people.profile-text', { name: html`<bdi>${author.name}</bdi>` })} <a href="${authorPath(author.slug)}">${t('people.see-page')}</a></p>
${deskForm(
  asked,
  { action: `/-/admin/people/authors/${author.id}/` },
  html`${textField({ name: 'name', label: t('people.name'), value: fields.name, problem: problems.name, required: true, most: 200 })}${textField(
    {
      name: 'slug',
      label: t('people.slug'),
      hint: t('people.slug-hint'),
      value: fields.slug,
      problem: problems.slug,
      required: true,
      dir: 'ltr',
    },
  )}${textArea({
    name: 'biography',
    label: t('people.biography'),
    hint: t('people.biography-hint'),
    value: fields.biography,
    problem: problems.biography,
    rows: 8,
  })}${textArea({
    name: 'links',
    label: t('people.page-links'),
    hint: t('people.page-links-hint'),
    value: fields.links,
    problem: problems.links,
  })}${textArea({
    name: 'honours',
    label: t('people.honours'),
    hint: t('people.honours-hint'),
    value: fields.honours,
    problem: problems.honours,
  })}${selectField({ name: 'picture', label: t('people.picture'), value: fields.picture, hint: t('people.picture-hint'), problem: problems.picture }, choices)}${textField(
    {
      name: 'lang',
      label: t('people.lang'),
      hint: t('people.lang-hint'),
      value: fields.lang,
      problem: problems.lang,
      dir: 'ltr',
    },
  )}<button type="submit">${t('people.save')}</button>
`,
)}`;
}

export function linksText(links: readonly AuthorPageLink[]): string {
  return links.map(({ label, href }) => `${label} ${href}`).join('\n');
}

/** Lines of a label and an address, or an address alone, which is then its own label. Undefined on another line. */
export function linksIn(text: string): readonly AuthorPageLink[] | undefined {
  const lines = text.split('\n').flatMap((line) => line.trim() || []);
  const links = lines.map((line) => {
    const [, label = '', href] = /^(?:(.*?)\s+)?(\S+:\S+)$/.exec(line) ?? [];
    return href === undefined ? undefined : { label: label || href.replace(/^\w+:(\/\/)?/, ''), href };
  });
  const good = links.filter((link) => link !== undefined);
  return good.length === links.length ? good : undefined;
}
