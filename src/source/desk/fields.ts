import type { Stand } from '../../desk/index.ts';
import type { Translate } from '../../kit/i18n/index.ts';
import { parsePartialDate } from '../../kit/partial-date.ts';
import { canonicalLocale } from '../../site/site.ts';
import { withScheme } from '../address.ts';
import type { SourceFields } from '../save.ts';
import { type Source, sourceKinds } from '../source.ts';

/** The form's fields, by the names that they have in it. */
const fieldNames = [
  'kind',
  'title',
  'publisher',
  'author',
  'address',
  'canonical',
  'published',
  'lang',
  'licence',
  'legalBasis',
  'permission',
  'notes',
] as const;

export type FieldName = (typeof fieldNames)[number];

/** What stands in the form. */
export type FieldTexts = Readonly<Record<FieldName, string>>;

export type FieldProblems = Partial<Record<FieldName | 'into', string>>;

export function textsOf(source: Partial<Source>): FieldTexts {
  const entries = fieldNames.map((name) => [name, source[name] ?? ''] as const);
  return { ...(Object.fromEntries(entries) as FieldTexts), kind: source.kind ?? 'article' };
}

export function textsIn(form: URLSearchParams): FieldTexts {
  return Object.fromEntries(fieldNames.map((name) => [name, form.get(name)?.trim() ?? ''])) as FieldTexts;
}

/** What the form says of a source, or what is wrong with it at which field. */
export function readFields(
  t: Translate,
  texts: FieldTexts,
):
  | { readonly ok: true; readonly fields: SourceFields }
  | { readonly ok: false; readonly problems: FieldProblems } {
  const { published: date, lang: language, kind: sort, ...rest } = texts;
  const published = date === '' ? null : parsePartialDate(date);
  const lang = language === '' ? null : canonicalLocale(language);
  const problems = {
    ...(published === undefined && { published: t('source.bad-date') }),
    ...(lang === undefined && { lang: t('source.bad-language') }),
  };
  if (published === undefined || lang === undefined) return { ok: false, problems };
  const kind = sourceKinds.find((each) => each === sort) ?? 'article';
  const address = rest.address === '' ? null : withScheme(rest.address);
  const canonical = rest.canonical === '' ? null : withScheme(rest.canonical);
  return { ok: true, fields: { ...rest, kind, published, lang, address, canonical } };
}

export function standOf(t: Translate, source: Source): Stand {
  const texts = textsOf(source);
  return Object.fromEntries(
    fieldNames.map((name) => [
      name,
      { label: t('source.field', { name }), now: texts[name], legible: name !== 'kind' },
    ]),
  );
}
