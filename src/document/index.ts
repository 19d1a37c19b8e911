/** The document: what a post, a page or a comment is made of. Pure; the editor is built on it too. */
export { changeQuoted, type QuotedChange, quotedAlone, unbindQuoted } from './change-quoted.ts';
export { directionOf, firstStrong } from './direction.ts';
export type {
  BlockNode,
  Document,
  Inline,
  Limit,
  Loss,
  Parsed,
  ParseOptions,
} from './document.ts';
export { embedPage } from './embed.ts';
export { parseHtml } from './html/parse.ts';
export { sanitizeFragment } from './html/sanitize.ts';
export { parseDocument } from './json.ts';
export { parseMarkdown } from './markdown/parse.ts';
export { renderMarkdown } from './markdown/write.ts';
export { outline } from './outline.ts';
export { paragraphsOf } from './paragraphs.ts';
export { type Binding, isBound } from './quotation.ts';
export { type Quoted, quotationsIn } from './quoted.ts';
export { references, rewriteReferences } from './references.ts';
export { renderHtml } from './render/html.ts';
export type {
  EmbedCard,
  RenderedLink,
  RenderedPicture,
  RenderedQuotation,
  RenderLabels,
  RenderOptions,
} from './render/options.ts';
export { markSpecs, nodeSpecs, schema } from './schema/schema.ts';
export { splitAtMore, splitPages } from './split.ts';
export { summary } from './summary.ts';
export { offsetAt, plainText, positionAt } from './text.ts';
