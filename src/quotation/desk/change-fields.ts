import type { Quoted } from '../../document/index.ts';
import { idIn } from '../../kit/http/form.ts';
import { parsePartialDate } from '../../kit/partial-date.ts';
import { cleanAddress } from '../../source/address.ts';
import type { Cited } from '../cited.ts';
import { fieldsFrom, isTag, type QuotationFields, type QuotationProblems, sentText } from './fields.ts';

/** A translation beyond the first, which `QuotationFields` has. */
export type FurtherTranslation = {
  readonly translation: string;
  readonly lang: string;
  readonly translator: string;
};

/** What the form of a quotation that stands in a text asks for beside what a new one does. */
export type ChangeFields = QuotationFields & {
  /** The one archived copy that the words are held to; empty: the one that fits best. */
  readonly capture: string;
  /** Words of a source that is looked for. */
  readonly find: string;
  /** The source that was chosen of those found. */
  readonly found: string;
  readonly further: readonly FurtherTranslation[];
};

/** More translations than these are left as they stand in the text. */
export const mostTranslations = 12;

/** The form of a quotation as it stands. */
export function fieldsOfQuoted(quoted: Quoted, { source, speaker, quotation }: Cited): ChangeFields {
  const { binding, text, lang, inline } = quoted;
  const [first, ...others] = quoted.translations.map((each) => ({
    translation: each.text,
    lang: each.lang ?? '',
    translator: each.translator ?? '',
  }));
  return {
    text,
    address: source.address ?? '',
    speaker: speaker?.name ?? binding.speaker ?? '',
    said: binding.said ?? '',
    place: binding.place ?? '',
    lang: lang ?? '',
    translation: first?.translation ?? '',
    translationLang: first?.lang ?? '',
    translator: first?.translator ?? '',
    prefix: binding.prefix ?? '',
    suffix: binding.suffix ?? '',
    shape: inline ? 'line' : 'block',
    post: String(quotation.postId),
    capture: binding.capture === undefined ? '' : String(binding.capture),
    find: '',
    found: '',
    further: others.slice(0, mostTranslations - 1),
  };
}

export function changeFieldsFrom(sent: URLSearchParams, was: ChangeFields): ChangeFields {
  const text = (name: string) => sentText(sent, name);
  const further: FurtherTranslation[] = [];
  for (let n = 2; n <= mostTranslations && sent.has(`translation-${n}`); n++) {
    further.push({
      translation: text(`translation-${n}`),
      lang: text(`translation-lang-${n}`),
      translator: text(`translator-${n}`),
    });
  }
  const { shape, post } = was;
  const fields = fieldsFrom(sent);
  return {
    ...fields,
    shape,
    post,
    capture: text('capture'),
    find: text('find'),
    found: text('found'),
    further,
  };
}

/** What is wrong with it: only the original or only a translation may be there, and a book has no address. */
export function changeProblems(fields: ChangeFields, was: ChangeFields): QuotationProblems {
  const problems: QuotationProblems = {};
  if (fields.text === '' && fields.translation === '') problems.text = 'text';
  else if (fields.text.length > 20_000) problems.text = 'text-long';
  const keeps = fields.address === was.address || idIn(fields.found) > 0;
  if (!keeps && cleanAddress(fields.address) === undefined) problems.address = 'address';
  if (fields.said !== '' && parsePartialDate(fields.said) === undefined) problems.said = 'said';
  if (fields.lang !== '' && !isTag(fields.lang)) problems.lang = 'lang';
  const tags = [fields.translationLang, ...fields.further.map(({ lang }) => lang)];
  if (tags.some((tag) => tag !== '' && !isTag(tag))) problems.translationLang = 'lang';
  return problems;
}

/** All translations that say something. */
export function translationsOf(fields: ChangeFields) {
  const first = {
    translation: fields.translation,
    lang: fields.translationLang,
    translator: fields.translator,
  };
  return [first, ...fields.further]
    .filter(({ translation }) => translation !== '')
    .map(({ translation, lang, translator }) => ({
      text: translation,
      ...(lang !== '' && { lang }),
      ...(translator !== '' && { translator }),
    }));
}
