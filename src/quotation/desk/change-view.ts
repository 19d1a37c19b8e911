import { hidden } from '../../account/fields.ts';
import { capturesOfSource } from '../../capture/read.ts';
import {
  type Asked,
  dateText,
  deskForm,
  radioGroup,
  selectField,
  textArea,
  textField,
} from '../../desk/index.ts';
import { type Html, html } from '../../kit/html.ts';
import { findSources } from '../../source/find.ts';
import { sourceName } from '../../source/source.ts';
import type { Changing } from './change.ts';
import type { ChangeFields, FurtherTranslation } from './change-fields.ts';
import type { QuotationProblems } from './fields.ts';
import {
  addressField,
  aroundFields,
  readSuggestions,
  saidFields,
  suggestionLists,
  translationFields,
  wordsField,
} from './form-view.ts';
import { quotationPath } from './paths.ts';

type Form = {
  readonly action: string;
  readonly fields: ChangeFields;
  readonly problems: QuotationProblems;
};

/** The form of a quotation that stands in a text: of the text as it was saved, and what that means is said above. */
export async function changeForm(asked: Asked, changing: Changing, form: Form): Promise<Html> {
  const { t } = asked;
  const { saved, cited } = changing;
  const title = html`<a href="${saved.href}"><bdi>${saved.title || t('post-desk.untitled')}</bdi></a>`;
  const first = html`<button type="submit" name="do" value="save" class="quiet" tabindex="-1" aria-hidden="true">${t('quotation.change-save')}</button>`;
  const content = html`${first}${wordsField(asked, form, { hint: t('quotation.change-words-hint') })}
<section class="panel" aria-labelledby="where"><h2 id="where">${t('quotation.column-source')}</h2>
<p>${t.html('quotation.change-source', { name: html`<a href="/-/admin/sources/${cited.source.id}/"><bdi>${sourceName(cited.source)}</bdi></a>` })}</p>
${addressField(asked, form, false)}${await sourceSearch(asked, form)}${await captureField(asked, changing, form)}</section>
<section class="panel" aria-labelledby="said-by"><h2 id="said-by">${t('quotation.change-said')}</h2>
${saidFields(asked, form)}</section>
${translations(asked, changing, form)}<details${(form.fields.prefix !== '' || form.fields.suffix !== '' || cited.quotation.reason === 'ambiguous') && html` open`}><summary>${t('quotation.change-around')}</summary>
${aroundFields(asked, form)}</details>
<p class="buttons"><button type="submit" name="do" value="save">${t('quotation.change-save')}</button>
<button type="submit" name="do" value="unbind" class="bad" formnovalidate>${t('quotation.unbind')}</button>
<a class="button plain" href="${quotationPath(cited.quotation.id)}">${t('quotation.change-drop')}</a></p>
<p class="hint">${t('quotation.unbind-hint')}</p>
${suggestionLists(await readSuggestions(asked))}`;
  return html`<p>${t.html('quotation.change-saved-version', { title })}${saved.unsaved && html` <strong>${t('quotation.change-unsaved')}</strong>`}</p>
${deskForm(asked, { action: form.action }, content)}`;
}

/** Sources whose names hold the words that were looked for; without scripts too. */
async function sourceSearch(asked: Asked, { fields }: Form): Promise<Html> {
  const { t, world, site } = asked;
  const found =
    fields.find === ''
      ? []
      : await findSources(world.db, site.id, { query: fields.find }, { order: 'changed', limit: 20 });
  const choices = found.map((source) => ({ value: String(source.id), label: sourceName(source) }));
  return html`<details${fields.find !== '' && html` open`}><summary>${t('quotation.change-find')}</summary>
${textField({ name: 'find', label: t('quotation.change-find-words'), value: fields.find, type: 'search', most: 200 })}<p class="buttons"><button type="submit" name="do" value="find" class="plain" formnovalidate>${t('quotation.change-find-go')}</button></p>
${
  choices.length > 0
    ? radioGroup({ name: 'found', label: t('quotation.change-found'), value: fields.found }, [
        { value: '', label: t('quotation.change-found-none') },
        ...choices,
      ])
    : fields.find !== '' &&
      html`${hidden('found', '')}<p role="status">${t('quotation.change-nothing-found')}</p>`
}</details>
`;
}

async function captureField(asked: Asked, { cited }: Changing, { fields }: Form): Promise<Html | false> {
  const { t, world, site } = asked;
  const captures = await capturesOfSource(world.db, site.id, cited.source.id);
  const done = captures.filter(({ status, visibility }) => status === 'done' && visibility !== 'removed');
  const known = done.some(({ id }) => String(id) === fields.capture);
  if (done.length === 0 && fields.capture === '') return false;
  return selectField(
    {
      name: 'capture',
      label: t('quotation.field-capture'),
      value: fields.capture,
      hint: t('quotation.field-capture-hint'),
    },
    [
      { value: '', label: t('quotation.capture-best') },
      ...done.map(({ id, capturedAt, createdAt }) => ({
        value: String(id),
        label: t('quotation.copy', { date: dateText(asked, capturedAt ?? createdAt, 'day') }),
      })),
      ...(known || fields.capture === '' ? [] : [{ value: fields.capture, label: `#${fields.capture}` }]),
    ],
  );
}

/** In a sentence there is one; a block may have several, and always has room for another. */
function translations(asked: Asked, { quoted }: Changing, form: Form): Html {
  const { t } = asked;
  const { fields } = form;
  const blank = { translation: '', lang: '', translator: '' };
  const further =
    quoted.inline || fields.translation === '' ? fields.further : withBlank(fields.further, blank);
  const more = further.map(
    (each, index) => html`<fieldset><legend>${t('quotation.change-translation-n', { n: index + 2 })}</legend>
${furtherFields(asked, each, index + 2)}</fieldset>
`,
  );
  return html`<details${fields.translation !== '' && html` open`}><summary>${t('quotation.change-translations')}</summary>
${translationFields(asked, form)}${more}</details>
`;
}

function withBlank(
  further: readonly FurtherTranslation[],
  blank: FurtherTranslation,
): readonly FurtherTranslation[] {
  return further.at(-1)?.translation === '' ? further : [...further, blank];
}

function furtherFields({ t }: Asked, { translation, lang, translator }: FurtherTranslation, n: number): Html {
  return html`${textArea({ name: `translation-${n}`, label: t('quotation.field-translation'), value: translation, rows: 3 })}${textField(
    {
      name: `translation-lang-${n}`,
      label: t('quotation.field-translation-lang'),
      value: lang,
      dir: 'ltr',
      most: 35,
    },
  )}${textField({ name: `translator-${n}`, label: t('quotation.field-translator'), value: translator, most: 200 })}`;
}
