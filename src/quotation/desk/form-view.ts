import { hidden } from '../../account/fields.ts';
import { type Asked, deskForm, radioGroup, textArea, textField } from '../../desk/index.ts';
import { type Html, html } from '../../kit/html.ts';
import { findSources } from '../../source/find.ts';
import { sourceName } from '../../source/source.ts';
import { findSpeakers } from '../../speaker/find.ts';
import type { QuotationFields, QuotationProblems } from './fields.ts';

/** What can be chosen while writing: names and addresses that the site knows. */
export type Suggestions = {
  readonly speakers: readonly string[];
  readonly sources: readonly { readonly address: string; readonly name: string }[];
};

export async function readSuggestions({ world, site }: Asked): Promise<Suggestions> {
  const speakers = await findSpeakers(world.db, site.id, {}, { limit: 200 });
  const sources = await findSources(world.db, site.id, {}, { order: 'changed', limit: 100 });
  return {
    speakers: speakers.map(({ name }) => name),
    sources: sources.flatMap((source) =>
      source.address === null ? [] : [{ address: source.address, name: sourceName(source) }],
    ),
  };
}

export type QuotationForm = {
  readonly action: string;
  readonly submit: string;
  readonly fields: QuotationFields;
  readonly problems: QuotationProblems;
  readonly suggestions: Suggestions;
};

/** The form of a quotation: the words and where they stand first; what few need, opened. */
export function quotationForm(
  asked: Asked,
  { action, submit, fields, problems, suggestions }: QuotationForm,
): Html {
  const { t } = asked;
  const problem = (name: keyof QuotationFields) => problemText(asked, problems[name]);
  const opened = fields.translation !== '' || fields.prefix !== '' || fields.suffix !== '';
  return deskForm(
    asked,
    { action },
    html`${hidden('post', fields.post)}${textArea({ name: 'text', label: t('quotation.field-text'), value: fields.text, rows: 5, required: true, problem: problem('text') })}${textField(
      {
        name: 'address',
        label: t('quotation.field-address'),
        value: fields.address,
        type: 'text',
        dir: 'ltr',
        required: true,
        list: 'known-sources',
        hint: t('quotation.field-address-hint'),
        problem: problem('address'),
      },
    )}${textField({ name: 'speaker', label: t('quotation.field-speaker'), value: fields.speaker, list: 'known-speakers', most: 200 })}${textField(
      {
        name: 'said',
        label: t('quotation.field-said'),
        value: fields.said,
        dir: 'ltr',
        most: 20,
        hint: t('quotation.field-said-hint'),
        problem: problem('said'),
      },
    )}${textField({ name: 'place', label: t('quotation.field-place'), value: fields.place, most: 200 })}${textField(
      {
        name: 'lang',
        label: t('quotation.field-lang'),
        value: fields.lang,
        dir: 'ltr',
        most: 35,
        problem: problem('lang'),
      },
    )}${radioGroup(
      { name: 'shape', label: t('quotation.field-shape'), value: fields.shape === 'line' ? 'line' : 'block' },
      (['block', 'line'] as const).map((value) => ({
        value,
        label: t('quotation.shape', { shape: value === 'line' ? 'line' : 'other' }),
      })),
    )}<details${opened && html` open`}><summary>${t('quotation.more-fields')}</summary>
${textArea({ name: 'translation', label: t('quotation.field-translation'), value: fields.translation, rows: 4 })}${textField(
  {
    name: 'translationLang',
    label: t('quotation.field-translation-lang'),
    value: fields.translationLang,
    dir: 'ltr',
    most: 35,
    problem: problem('translationLang'),
  },
)}${textField({ name: 'translator', label: t('quotation.field-translator'), value: fields.translator, most: 200 })}${textField(
  {
    name: 'prefix',
    label: t('quotation.field-prefix'),
    value: fields.prefix,
    most: 300,
    hint: t('quotation.field-around-hint'),
  },
)}${textField({ name: 'suffix', label: t('quotation.field-suffix'), value: fields.suffix, most: 300 })}</details>
<p class="buttons"><button type="submit">${submit}</button></p>
<datalist id="known-speakers">${suggestions.speakers.map((name) => html`<option value="${name}"></option>`)}</datalist>
<datalist id="known-sources">${suggestions.sources.map(({ address, name }) => html`<option value="${address}">${name}</option>`)}</datalist>`,
  );
}

function problemText({ t }: Asked, problem: QuotationProblems[keyof QuotationProblems]): string | undefined {
  switch (problem) {
    case undefined:
      return undefined;
    case 'text-long':
      return t('quotation.problem', { problem: 'long' });
    case 'text':
    case 'address':
    case 'said':
      return t('quotation.problem', { problem });
    default:
      return t('quotation.problem', { problem: 'other' });
  }
}
