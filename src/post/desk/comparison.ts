import type { Asked } from '../../desk/index.ts';
import { type Html, html, join } from '../../kit/html.ts';
import type { Comparison, Stretch } from '../../revision/compare.ts';

/** Two texts in one: what is gone is struck, what is new is marked, and both are said to who does not see it. */
export function comparison(asked: Asked, { title, excerpt, blocks }: Comparison): Html {
  const { t } = asked;
  const changed =
    [title, excerpt].some(differs) ||
    blocks.some((block) => block.kind === 'block' && differs(block.stretches));
  if (!changed) return html`<p>${t('post-desk.no-difference')}</p>\n`;
  return html`<div class="compared">
${differs(title) && html`<p class="title" dir="auto">${marked(asked, title)}</p>\n`}${
  differs(excerpt) && html`<p class="soft" dir="auto">${marked(asked, excerpt)}</p>\n`
}${blocks.map((block) =>
  block.kind === 'skipped'
    ? html`<p class="skipped">${t('post-desk.unchanged', { count: block.blocks })}</p>\n`
    : html`<p dir="auto">${marked(asked, block.stretches)}</p>\n`,
)}</div>
`;
}

function differs(stretches: readonly Stretch[]): boolean {
  return stretches.some(({ kind }) => kind !== 'same');
}

function marked({ t }: Asked, stretches: readonly Stretch[]): Html {
  return join(
    stretches.map(({ kind, text }) => {
      if (kind === 'same') return text;
      return kind === 'gone'
        ? html`<del><span class="quiet">${t('post-desk.gone')} </span>${text}</del>`
        : html`<ins><span class="quiet">${t('post-desk.added')} </span>${text}</ins>`;
    }),
    '',
  );
}
