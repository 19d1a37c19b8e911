import type { Chain } from './chain.ts';
import type { Asked } from './check.ts';
import { dropSpace, foldPlain } from './context.ts';
import type { Source } from './source.ts';
import type { Statements } from './statement.ts';

/** Of the places where a quotation stands, the one that is meant. */
export type Choice =
  | { readonly ok: true; readonly chain: Chain; readonly unique: boolean }
  | { readonly ok: false; readonly reason: 'ambiguous' };

/** Letters below which words are too few to tell their place. */
const short = 20;

/** Chooses by the words before and after, by the position they were bound to, then what is seen before what is not. */
export function choose(
  chains: readonly Chain[],
  asked: Asked,
  source: Source,
  statements: Statements,
): Choice {
  const seen = chains.filter((chain) => !isHidden(chain, statements));
  const some = seen.length > 0 ? seen : chains;
  const unique = some.length === 1;
  if (unique) return { ok: true, chain: some[0]!, unique };
  const meant = some.filter((chain) => stands(chain, asked, source));
  const bound = asked.prefix || asked.suffix ? meant : [];
  if (bound.length === 1) return { ok: true, chain: bound[0]!, unique };
  const positioned = some.find((chain) => chain[0]!.span.start === asked.position);
  if (positioned !== undefined) return { ok: true, chain: positioned, unique };
  if (lettersIn(asked.text) < short) return { ok: false, reason: 'ambiguous' };
  return { ok: true, chain: best(bound.length > 0 ? bound : some, statements), unique };
}

function isHidden(chain: Chain, statements: Statements): boolean {
  return chain.some(({ span }) => statements.around(span).some(({ kind }) => kind === 'hidden'));
}

/** Whether the words before and after are those that were asked for, letters alone compared. */
function stands(chain: Chain, { prefix = '', suffix = '' }: Asked, { text }: Source): boolean {
  const [start, end] = [chain[0]!.span.start, chain.at(-1)!.span.end];
  const [before, after] = [dropSpace(foldPlain(prefix)), dropSpace(foldPlain(suffix))];
  const theirs = dropSpace(foldPlain(text.slice(Math.max(0, start - 2 * prefix.length - 40), start)));
  const next = dropSpace(foldPlain(text.slice(end, end + 2 * suffix.length + 40)));
  return theirs.endsWith(before) && next.startsWith(after);
}

/** The author's own words before a comment's, then the least left out, then the first. */
function best(chains: readonly Chain[], statements: Statements): Chain {
  const rank = (chain: Chain) => {
    const commented = chain.some(({ span }) =>
      statements.around(span).some(({ kind }) => kind === 'comment'),
    );
    return (commented ? 1e9 : 0) + chain.at(-1)!.span.end - chain[0]!.span.start;
  };
  return chains.reduce((least, chain) => (rank(chain) < rank(least) ? chain : least));
}

/** Letters, figures, signs and single spaces; vowel marks and what prints nothing are none. */
function lettersIn(text: string): number {
  const plain = text.replace(/\p{Cf}|[\u0300-\u036f]|[\u0591-\u05c7\u064b-\u0652\u0670]/gu, '');
  return [...plain.replace(/\s+/g, ' ').trim()].length;
}
