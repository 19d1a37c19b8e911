import { type Html, html } from '../kit/html.ts';
import type { Translate } from '../kit/i18n/index.ts';
import { difference, type Stretch } from '../kit/words/difference.ts';
import type { Comparison } from './compare.ts';

/** Two texts in one: what is gone is struck, what is new is marked, and both are said to who does not see it. */
export function comparison(t: Translate, { title, excerpt, blocks }: Comparison, same: string): Html {
  const changed =
    [title, excerpt].some(differs) ||
    blocks.some((block) => block.kind === 'block' && differs(block.stretches));
  if (!changed) return html`<p>${same}</p>\n`;
  return html`<div class="compared">
${differs(title) && html`<p class="title" dir="auto">${marked(t, title)}</p>\n`}${
  differs(excerpt) && html`<p class="soft" dir="auto">${marked(t, excerpt)}</p>\n`
}${blocks.map((block) =>
  block.kind === 'skipped'
    ? html`<p class="skipped">${t('post-desk.unchanged', { count: block.blocks })}</p>\n`
    : html`<p dir="auto">${marked(t, block.stretches)}</p>\n`,
)}</div>
`;
}

function differs(stretches: readonly Stretch[]): boolean {
  return stretches.some(({ kind }) => kind !== 'same');
}

function marked(t: Translate, stretches: readonly Stretch[]): Html {
  return difference(stretches, { gone: t('post-desk.gone'), new: t('post-desk.added') });
}
