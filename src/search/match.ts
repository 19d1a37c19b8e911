import { type Mark, marked } from './entry.ts';
import type { Clause, Phrase, Query } from './query.ts';

/** What an index is asked for, whichever index it is. Words are as the index has them: marked. */
export type Match =
  | { readonly kind: 'phrase'; readonly words: readonly string[]; readonly prefix: boolean }
  | { readonly kind: 'and' | 'or'; readonly of: readonly Match[] }
  | { readonly kind: 'without'; readonly of: Match; readonly none: readonly Match[] };

/** One look into the index: what it finds gains `gain` over what only matches. */
export type Look = { readonly match: Match; readonly gain: number };

/** How a question is looked for. */
export type Looks = {
  /** Everything that matches. */
  readonly every: Match;
  /** What matches with whole words alone, where an end was left open without being asked for. */
  readonly whole: Match | undefined;
  /** Reasons for a higher place; `whole` ones suffice where whole words find enough. */
  readonly reasons: (whole: boolean) => readonly Look[];
};

/**
 * How a question is ranked: by where its words stand, not by how rare they are. Each reason to place a post
 * higher is a look of its own, in lists that hold only the posts that have this reason; so the best of a common
 * word's hundred thousand posts are found without weighing them all.
 */
export function looksFor(siteId: number, { all, none }: Query): Looks | undefined {
  if (all.length === 0) return undefined;
  const without = (of: Match): Match =>
    none.length === 0
      ? of
      : { kind: 'without', of, none: none.map((one) => phrase(siteId, 'anywhere', one)) };
  const look = (match: Match, gain: number): Look => ({ match: without(match), gain });
  const every = (mark: Mark, clauses: readonly Clause[]) =>
    and(clauses.map((clause) => match(siteId, mark, clause)));
  const open = all.some(({ exact }) => exact);
  const whole = all.map((clause) => (clause.exact ? { ...clause, spellings: [clause.exact] } : clause));
  const closed = whole.every(({ spellings }) => spellings.every(({ prefix }) => !prefix));

  const reasons = (wholeOnly: boolean): readonly Look[] => {
    const clauses = wholeOnly ? whole : all;
    return [
      look(every('title', clauses), 8),
      // How often a beginning is said would be the sum of many words' lists: only whole words are weighed.
      ...(closed ? [look(every('often', whole), 2), look(every('very-often', whole), 2)] : []),
      ...(open && !wholeOnly ? [look(every('title', whole), 3)] : []),
      ...(all.length > 1 ? together(clauses) : []),
    ];
  };
  const together = (clauses: readonly Clause[]): readonly Look[] => {
    const words = joined(clauses);
    const inTitle: Match = { kind: 'or', of: clauses.map((clause) => match(siteId, 'title', clause)) };
    return [
      look(phrase(siteId, 'title', words), 4),
      look(phrase(siteId, 'anywhere', words), 3),
      look(and([inTitle, every('anywhere', clauses)]), 3),
    ];
  };
  return {
    every: without(every('anywhere', all)),
    whole: open ? without(every('anywhere', whole)) : undefined,
    reasons,
  };
}

/** The words as they were typed, one after another. */
function joined(clauses: readonly Clause[]): Phrase {
  const phrases = clauses.flatMap(({ spellings }) => spellings[0] ?? []);
  return { words: phrases.flatMap(({ words }) => words), prefix: phrases.at(-1)?.prefix ?? false };
}

function match(siteId: number, mark: Mark, { spellings }: Clause): Match {
  const of = spellings.map((spelling) => phrase(siteId, mark, spelling));
  return of.length === 1 && of[0] ? of[0] : { kind: 'or', of };
}

function phrase(siteId: number, mark: Mark, { words, prefix }: Phrase): Match {
  const places = words.map((word) => marked(siteId, mark, word));
  if (mark === 'anywhere' || mark === 'title') return { kind: 'phrase', words: places, prefix };
  // Words said often stand in no order: a phrase is about all of them.
  return and(
    places.map((word, index) => ({
      kind: 'phrase',
      words: [word],
      prefix: prefix && index === places.length - 1,
    })),
  );
}

function and(of: readonly Match[]): Match {
  return of.length === 1 && of[0] ? of[0] : { kind: 'and', of };
}
