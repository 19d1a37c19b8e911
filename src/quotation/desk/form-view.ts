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

/** What the groups of fields are made from. */
export type Filled = Pick<QuotationForm, 'fields' | 'problems'>;

/** The form of a quotation: the words and where they stand first; what few need, opened. */
export function quotationForm(asked: Asked, form: QuotationForm): Html {
  const { t } = asked;
  const { action, submit, fields, suggestions } = form;
  const opened = fields.translation !== '' || fields.prefix !== '' || fields.suffix !== '';
  return deskForm(
    asked,
    { action },
    html`${hidden('post', fields.post)}${wordsField(asked, form, { required: true })}${addressField(asked, form, true)}${saidFields(asked, form)}${radioGroup(
      { name: 'shape', label: t('quotation.field-shape'), value: fields.shape === 'line' ? 'line' : 'block' },
      (['block', 'line'] as const).map((value) => ({
        value,
        label: t('quotation.shape', { shape: value === 'line' ? 'line' : 'other' }),
      })),
    )}<details${opened && html` open`}><summary>${t('quotation.more-fields')}</summary>
${translationFields(asked, form)}${aroundFields(asked, form)}</details>
<p class="buttons"><button type="submit">${submit}</button></p>
${suggestionLists(suggestions)}`,
  );
}

export function wordsField(
  asked: Asked,
  { fields, problems }: Filled,
  { required = false, hint }: { readonly required?: boolean; readonly hint?: string },
): Html {
  return textArea({
    name: 'text',
    label: asked.t('quotation.field-text'),
    value: fields.text,
    rows: 5,
    required,
    hint,
    problem: problemText(asked, problems.text),
  });
}

export function addressField(asked: Asked, { fields, problems }: Filled, required: boolean): Html {
  const { t } = asked;
  return textField({
    name: 'address',
    label: t('quotation.field-address'),
    value: fields.address,
    type: 'text',
    dir: 'ltr',
    required,
    list: 'known-sources',
    hint: t('quotation.field-address-hint'),
    problem: problemText(asked, problems.address),
  });
}

/** Who said it, when, where, in which language. */
export function saidFields(asked: Asked, { fields, problems }: Filled): Html {
  const { t } = asked;
  return html`${textField({ name: 'speaker', label: t('quotation.field-speaker'), value: fields.speaker, list: 'known-speakers', most: 200 })}${textField(
    {
      name: 'said',
      label: t('quotation.field-said'),
      value: fields.said,
      dir: 'ltr',
      most: 20,
      hint: t('quotation.field-said-hint'),
      problem: problemText(asked, problems.said),
    },
  )}${textField({ name: 'place', label: t('quotation.field-place'), value: fields.place, most: 200 })}${langField(asked, 'lang', t('quotation.field-lang'), { fields, problems })}`;
}

export function translationFields(asked: Asked, filled: Filled): Html {
  const { t } = asked;
  const { fields } = filled;
  return html`${textArea({ name: 'translation', label: t('quotation.field-translation'), value: fields.translation, rows: 4 })}${langField(asked, 'translationLang', t('quotation.field-translation-lang'), filled)}${textField({ name: 'translator', label: t('quotation.field-translator'), value: fields.translator, most: 200 })}`;
}

export function aroundFields({ t }: Asked, { fields }: Filled): Html {
  return html`${textField({
    name: 'prefix',
    label: t('quotation.field-prefix'),
    value: fields.prefix,
    most: 300,
    hint: t('quotation.field-around-hint'),
  })}${textField({ name: 'suffix', label: t('quotation.field-suffix'), value: fields.suffix, most: 300 })}`;
}

export function suggestionLists({ speakers, sources }: Suggestions): Html {
  return html`<datalist id="known-speakers">${speakers.map((name) => html`<option value="${name}"></option>`)}</datalist>
<datalist id="known-sources">${sources.map(({ address, name }) => html`<option value="${address}">${name}</option>`)}</datalist>`;
}

function langField(
  asked: Asked,
  name: 'lang' | 'translationLang',
  label: string,
  { fields, problems }: Filled,
): Html {
  const problem = problemText(asked, problems[name]);
  return textField({ name, label, value: fields[name], dir: 'ltr', most: 35, problem });
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
