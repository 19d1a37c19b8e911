import { type Document, paragraphsOf, parseDocument } from '../../document/index.ts';
import { written } from '../written.ts';
import type { QuotationFields } from './fields.ts';

/** The quotation of a form as a document by itself: a quote, or a paragraph of quoted words. */
export function quotationDocument(fields: QuotationFields, sourceId: number | null): Document {
  const { text, address, speaker, said, place, prefix, suffix, lang, shape } = fields;
  const binding = defined({ source: sourceId, cite: address, speaker, said, place, prefix, suffix, lang });
  const doc = shape === 'line' ? inLine(fields, binding) : block(fields, binding);
  const parsed = parseDocument(doc, { limit: 'writer' });
  return parsed.ok
    ? parsed.document
    : { type: 'doc', content: [{ type: 'paragraph', content: [{ type: 'text', text }] }] };
}

/** The same as it stands in Markdown. */
export function quotationMarkdown(fields: QuotationFields, sourceId: number | null): string {
  return written(quotationDocument(fields, sourceId), 'markdown');
}

/** What is put at the cursor of a text; `around`: what goes around words of a sentence that stand there already. */
export type Insertion = { readonly text: string; readonly around?: readonly [before: string, after: string] };

export function insertionOf(
  fields: QuotationFields,
  sourceId: number,
  format: 'markdown' | 'html',
): Insertion {
  const text = written(quotationDocument(fields, sourceId), format);
  if (fields.shape !== 'line' || fields.translation !== '') return { text };
  const [before = '', after = ''] = written(
    quotationDocument({ ...fields, text: standIn }, sourceId),
    format,
  ).split(standIn);
  return { text, around: [before, after] };
}

/** Stands for words: no attribute says it. */
const standIn = '0words0stand0here0';

type Attributes = Readonly<Record<string, string | number>>;

function block(fields: QuotationFields, attrs: Attributes): object {
  const { translation, translationLang, translator } = fields;
  const rendering = {
    type: 'translation',
    attrs: defined({ lang: translationLang, translator }),
    content: paragraphsOf(translation),
  };
  const content = [...paragraphsOf(fields.text), ...(translation === '' ? [] : [rendering])];
  return { type: 'doc', content: [{ type: 'quote', attrs, content }] };
}

/** In a line the words are the translation, where there is one, and carry the original with them. */
function inLine(
  { text, translation, translationLang, translator }: QuotationFields,
  attrs: Attributes,
): object {
  const words = translation === '' ? text : translation;
  const more =
    translation === '' ? {} : { ...defined({ translator, lang: translationLang }), original: text };
  const mark = { type: 'quotation', attrs: { ...attrs, ...more } };
  return {
    type: 'doc',
    content: [
      { type: 'paragraph', content: [{ type: 'text', text: words.replace(/\s+/g, ' '), marks: [mark] }] },
    ],
  };
}

function defined(values: Readonly<Record<string, string | number | null>>): Attributes {
  return Object.fromEntries(
    Object.entries(values).filter(([, value]) => value !== null && value !== ''),
  ) as Attributes;
}
