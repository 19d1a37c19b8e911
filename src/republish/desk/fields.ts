import { renderMarkdown } from '../../document/index.ts';
import { type PartialDate, parsePartialDate } from '../../kit/partial-date.ts';
import { canonicalLocale } from '../../site/site.ts';
import type { Source } from '../../source/source.ts';
import type { DraftWanted } from '../draft.ts';
import type { Extraction } from '../extract/extraction.ts';
import { indexPolicies } from '../republication.ts';
import { modeIn } from './mode.ts';

/** The form in which a writer confirms what was found: every value as text. */
export type ConfirmFields = {
  readonly title: string;
  readonly author: string;
  readonly publisher: string;
  readonly published: string;
  readonly lang: string;
  readonly text: string;
  readonly before: string;
  readonly after: string;
  readonly mode: string;
  readonly translator: string;
  readonly via: string;
  readonly licence: string;
  readonly basis: string;
  readonly permission: string;
  /** Empty for what fits. */
  readonly policy: string;
};

/** What was found in the copy; where the source says something already, that. */
export function foundFields(extraction: Extraction, source: Source): ConfirmFields {
  const { title, authors, publisher, published, lang, licence, document } = extraction;
  return {
    title: source.title || (title ?? ''),
    author: source.author || authors.join(', '),
    publisher: source.publisher || (publisher ?? ''),
    published: source.published ?? published ?? '',
    lang: source.lang ?? lang ?? '',
    text: renderMarkdown(document),
    before: '',
    after: '',
    mode: 'whole',
    translator: '',
    via: '',
    licence: source.licence || (licence ?? ''),
    basis: source.legalBasis,
    permission: source.permission,
    policy: '',
  };
}

export function sentFields(form: URLSearchParams): ConfirmFields {
  const text = (name: string) => (form.get(name) ?? '').replaceAll('\r\n', '\n');
  return {
    title: text('title').trim(),
    author: text('author').trim(),
    publisher: text('publisher').trim(),
    published: text('published').trim(),
    lang: text('lang').trim(),
    text: text('text'),
    before: text('before'),
    after: text('after'),
    mode: text('mode'),
    translator: text('translator').trim(),
    via: text('via').trim(),
    licence: text('licence').trim(),
    basis: text('basis').trim(),
    permission: text('permission').trim(),
    policy: text('policy'),
  };
}

export type ConfirmProblem = 'published' | 'lang' | 'title' | 'text';

/** What the form asks for; or the fields that cannot be read. */
export function wantedOf(
  fields: ConfirmFields,
):
  | { readonly ok: true; readonly wanted: DraftWanted }
  | { readonly ok: false; readonly wrong: readonly ConfirmProblem[] } {
  const published = optional(fields.published, parsePartialDate);
  const lang = optional(fields.lang, canonicalLocale);
  const wrong: ConfirmProblem[] = [];
  if (published === undefined) wrong.push('published');
  if (lang === undefined) wrong.push('lang');
  if (fields.title === '') wrong.push('title');
  if (fields.text.trim() === '') wrong.push('text');
  if (wrong.length > 0) return { ok: false, wrong };
  const { basis, policy, mode, ...said } = fields;
  return {
    ok: true,
    wanted: {
      ...said,
      published: published as PartialDate | null,
      lang: lang ?? null,
      legalBasis: basis,
      mode: modeIn(mode),
      indexPolicy: indexPolicies.find((one) => one === policy) ?? null,
    },
  };
}

/** Null for nothing, undefined for what cannot be read. */
function optional<T>(text: string, read: (text: string) => T | undefined): T | null | undefined {
  return text === '' ? null : read(text);
}
