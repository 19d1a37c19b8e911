import type { RenderLabels } from '../document/index.ts';
import { messagesFor } from '../kit/i18n/index.ts';

/** Words that the renderer of documents puts into HTML, in a language. */
export function renderLabels(locale: string): RenderLabels {
  const t = messagesFor(locale);
  return {
    footnotes: t('document.footnotes'),
    footnotesAndQuotations: t('document.footnotes-and-quotations'),
    backToText: t('document.back-to-text'),
    table: t('document.table'),
    done: t('document.done'),
    notDone: t('document.not-done'),
    copy: t('watch.copy'),
    gone: t('watch.gone'),
    dead: t('watch.dead'),
    changed: t('watch.changed'),
  };
}
