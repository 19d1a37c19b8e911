import { problemNote } from '../../account/fields.ts';
import { type Asked, group, selectField, textArea, textField } from '../../desk/index.ts';
import { type Html, html } from '../../kit/html.ts';
import { sourceKinds } from '../source.ts';
import type { FieldName, FieldProblems, FieldTexts } from './fields.ts';

/** Licences that sources commonly stand under, to choose from while writing. */
const licences = [
  'CC0-1.0',
  'CC-BY-4.0',
  'CC-BY-SA-4.0',
  'CC-BY-ND-4.0',
  'CC-BY-NC-4.0',
  'CC-BY-NC-SA-4.0',
  'CC-BY-NC-ND-4.0',
];

/** The fields of a source, the same for a new one: what it is, where it stands, on what ground it is used. */
export function sourceFields({ t }: Asked, texts: FieldTexts, problems: FieldProblems): Html {
  const wrong = Object.keys(problems).length;
  const common = (name: FieldName) => ({
    name,
    label: t('source.field', { name }),
    value: texts[name],
    problem: problems[name],
  });
  return html`${problemNote(wrong === 0 ? undefined : t('form.problems', { count: wrong }))}${group(
    { name: 'what', label: t('source.group-what') },
    html`${textField({ ...common('title'), most: 500 })}<div class="row">${selectField(
      common('kind'),
      sourceKinds.map((kind) => ({ value: kind, label: t('source.kind', { kind }) })),
    )}${textField({ ...common('lang'), dir: 'ltr', most: 40, hint: t('source.lang-hint') })}</div>
<div class="row">${textField({ ...common('publisher'), most: 300 })}${textField({ ...common('author'), most: 300 })}</div>
${textField({ ...common('published'), dir: 'ltr', most: 40, hint: t('source.published-hint') })}`,
  )}${group(
    { name: 'where', label: t('source.group-where') },
    html`${textField({
      ...common('address'),
      dir: 'ltr',
      most: 8_000,
      hint: t('source.address-hint'),
    })}${textField({ ...common('canonical'), dir: 'ltr', most: 8_000, hint: t('source.canonical-hint') })}`,
  )}${group(
    { name: 'ground', label: t('source.group-ground') },
    html`${textField({
      ...common('licence'),
      most: 500,
      list: 'licences',
      autocomplete: 'off',
      hint: t('source.licence-hint'),
    })}<datalist id="licences">${licences.map((each) => html`<option value="${each}"></option>`)}</datalist>${textArea(
      { ...common('legalBasis'), rows: 2, most: 2_000, hint: t('source.legal-hint') },
    )}${textArea({ ...common('permission'), rows: 3, most: 10_000, hint: t('source.permission-hint') })}`,
  )}${group(
    { name: 'own', label: t('source.group-own') },
    textArea({ ...common('notes'), rows: 4, most: 10_000, hint: t('source.notes-hint') }),
  )}`;
}
