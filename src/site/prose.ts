import { type Document, firstStrong, parseMarkdown, plainText, renderHtml } from '../document/index.ts';
import { localeDirection, messagesFor } from '../kit/i18n/index.ts';

/** Where a text stands. */
export type ProsePlace = {
  /** Its language, or that of its site. */
  readonly locale: string;
  /** What its anchors begin with, so that they differ from all others of a page. */
  readonly idPrefix: string;
  /** Whether its place takes the direction of its first letter; else it is that of the locale. */
  readonly directionOfText?: boolean;
};

/**
 * A short text of a site that is no post (an author's biography, a block at the foot of the pages), from its
 * Markdown or its document, with the HTML that readers get. Undefined when it is too large or too deep. It
 * stands under a heading of the second level.
 */
export function prose(
  source: string | Document,
  { locale, idPrefix, directionOfText = false }: ProsePlace,
): { readonly document: Document; readonly html: string } | undefined {
  const parsed =
    typeof source === 'string'
      ? parseMarkdown(source, { limit: 'writer' })
      : ({ ok: true, document: source } as const);
  if (!parsed.ok) return undefined;
  const own = directionOfText ? firstStrong(plainText(parsed.document).text) : undefined;
  const html = renderHtml(parsed.document, {
    image: (src) => (src.startsWith('/') && !src.startsWith('//') ? undefined : 'elsewhere'),
    labels: labels(locale),
    direction: own ?? localeDirection(locale),
    topHeading: 3,
    idPrefix,
  });
  return { document: parsed.document, html: String(html) };
}

function labels(locale: string) {
  const t = messagesFor(locale);
  return {
    footnotes: t('document.footnotes'),
    backToText: t('document.back-to-text'),
    table: t('document.table'),
    done: t('document.done'),
    notDone: t('document.not-done'),
  };
}
