import { type PartialDate, parsePartialDate } from '../../kit/partial-date.ts';
import { cleanAddress } from '../../source/address.ts';

/** What the form of a quotation asks for; all texts, as they were written. */
export type QuotationFields = {
  readonly text: string;
  readonly address: string;
  readonly speaker: string;
  readonly said: string;
  readonly place: string;
  readonly lang: string;
  readonly translation: string;
  readonly translationLang: string;
  readonly translator: string;
  readonly prefix: string;
  readonly suffix: string;
  /** `line` or `block`. */
  readonly shape: string;
  /** The post that it is for, where there is one. */
  readonly post: string;
};

const names = [
  'text',
  'address',
  'speaker',
  'said',
  'place',
  'lang',
  'translation',
  'translationLang',
  'translator',
  'prefix',
  'suffix',
  'shape',
  'post',
] as const satisfies readonly (keyof QuotationFields)[];

/** A form, or an address with `text` and `url` as the bookmarklet sends them. */
export function fieldsFrom(sent: URLSearchParams): QuotationFields {
  const fields = Object.fromEntries(names.map((name) => [name, sentText(sent, name)])) as QuotationFields;
  return { ...fields, address: fields.address || (sent.get('url') ?? '').trim() };
}

/** What a field says, in lines that end as ours do and without control characters. */
export function sentText(sent: URLSearchParams, name: string): string {
  const text = (sent.get(name) ?? '').replace(/\r\n?/g, '\n');
  return text.replace(/[^\P{Cc}\n\t]/gu, '').trim();
}

export type QuotationProblem = 'text' | 'text-long' | 'address' | 'said' | 'lang' | 'translationLang';
export type QuotationProblems = Partial<Record<keyof QuotationFields, QuotationProblem>>;

export type ReadQuotation = {
  readonly address: string;
  readonly said: PartialDate | null;
};

const most = 20_000;

/** What is wrong with the form, or what was read of it. */
export function readQuotationFields(
  fields: QuotationFields,
):
  | { readonly ok: true; readonly read: ReadQuotation }
  | { readonly ok: false; readonly problems: QuotationProblems } {
  const problems: QuotationProblems = {};
  if (fields.text === '') problems.text = 'text';
  else if (fields.text.length > most) problems.text = 'text-long';
  const address = cleanAddress(fields.address);
  if (address === undefined) problems.address = 'address';
  const said = fields.said === '' ? null : parsePartialDate(fields.said);
  if (said === undefined) problems.said = 'said';
  if (fields.lang !== '' && !isTag(fields.lang)) problems.lang = 'lang';
  if (fields.translationLang !== '' && !isTag(fields.translationLang)) problems.translationLang = 'lang';
  if (address === undefined || said === undefined || Object.keys(problems).length > 0)
    return { ok: false, problems };
  return { ok: true, read: { address, said } };
}

export function isTag(tag: string): boolean {
  return /^[a-z]{2,8}(-[a-z0-9]{1,8}){0,8}$/i.test(tag);
}
