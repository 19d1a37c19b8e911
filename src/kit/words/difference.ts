import { type Html, html, join } from '../html.ts';

/** A stretch of two texts that are shown as one: in both, only in the first, or only in the second. */
export type Stretch = { readonly kind: 'same' | 'gone' | 'new'; readonly text: string };

/** What only one of two texts has is marked, and told in words too: a line through a word is not read out. */
export function difference(
  stretches: readonly Stretch[],
  named: { readonly gone: string; readonly new: string },
  between = '',
): Html {
  return join(
    stretches.map(({ kind, text }) => {
      if (kind === 'same') return text;
      const words = html`<span class="quiet">${named[kind]} </span>${text}`;
      return kind === 'gone' ? html`<del>${words}</del>` : html`<ins>${words}</ins>`;
    }),
    between,
  );
}

/** A comparison of quoted words with their source as such stretches; `same` tells whose words stand where both agree. */
export function stretchesOf(
  parts: readonly { readonly op: string; readonly quote: string; readonly source: string }[],
  same: 'quote' | 'source',
): readonly Stretch[] {
  return parts
    .flatMap((part): readonly Stretch[] =>
      part.op === 'same'
        ? [{ kind: 'same', text: part[same] }]
        : [
            { kind: 'gone', text: part.quote },
            { kind: 'new', text: part.source },
          ],
    )
    .filter(({ text }) => text !== '');
}
