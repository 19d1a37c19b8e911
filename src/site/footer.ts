import { prose } from './prose.ts';
import type { FooterBlockWrite } from './settings.ts';

/** Blocks for the foot of the pages as they are kept: texts with the HTML that their Markdown makes. */
export function renderFooter(
  blocks: readonly FooterBlockWrite[],
  locale: string,
): readonly FooterBlockWrite[] {
  return blocks.map((block, index) =>
    block.kind === 'text'
      ? { ...block, html: prose(block.markdown, { locale, idPrefix: `block-${index + 1}-` })?.html ?? '' }
      : block,
  );
}
