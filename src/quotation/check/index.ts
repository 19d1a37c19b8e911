import { type Asked, type Check, normaliser } from './check.ts';
import { type Folded, type Place, placesOf } from './literal.ts';
import { foldsFor, type Source, sourceStreams } from './source.ts';
import { type Folding, streamsOf } from './tiers.ts';

export type { Asked, Check, Difference, Region, Verdict } from './check.ts';
export { normaliser } from './check.ts';
export { prepareSource, type Source } from './source.ts';

/** Compares quoted words with a source: the strictest verdict that holds. See VERIFICATION in docs/guide/verification.md. */
export function checkQuotation(source: Source, asked: Asked): Check {
  const folds = foldsFor(source, asked);
  const ofQuote = streamsOf(asked.text.trim(), folds);
  const ofSource = sourceStreams(source, folds);
  const tiers: Folding[] = [{ tier: 'exact' }, { tier: 'typographic' }, { tier: 'orthographic' }];
  for (const folding of tiers) {
    const quote: Folded = { given: asked.text.trim(), stream: ofQuote(folding), folding };
    const places = placesOf(quote, 0, quote.stream.text.length, {
      given: source.text,
      stream: ofSource(folding),
      folding,
    });
    if (places.length > 0) return found(folding.tier, places);
  }
  return { verdict: 'not-found', spans: [], unique: false, diff: [], marks: [], warnings: [], normaliser };
}

function found(verdict: Check['verdict'], places: readonly Place[]): Check {
  const [first] = places;
  return {
    verdict,
    spans: first ? [first.span] : [],
    unique: places.length === 1,
    diff: [],
    marks: [],
    warnings: [],
    normaliser,
  };
}
