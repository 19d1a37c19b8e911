import { type Database, statement, type Transaction, textsIn } from '../../kit/database/index.ts';
import { tokensOf } from '../../kit/words/tokens.ts';
import type { Phase } from './phase.ts';

/**
 * How like spam the words of a reply are, by what the site's moderators approved and refused (Graham, "A Plan for
 * Spam"; Robinson's shrinking of rare words). It ranks the queue. It decides nothing: on others' mail and comments
 * such filters are wrong about 4 to 55 % of what is none.
 */
export const bayes: Phase = {
  name: 'bayes',
  look: async ({ world, submission, text, links }) => ({
    rank: await rankOf(world.db, submission.site.id, evidence(text, links)),
  }),
};

/** Replies of each kind that must have been taught before words mean anything. */
const leastTaught = 5;
const strongest = 20;
const unknown = 500;

/** The words that count, each once: those of the text, and the hosts of its links. */
export function evidence(text: string, links: readonly string[]): readonly string[] {
  const words = new Set<string>();
  for (const { text: word, single } of tokensOf(text)) if (!single && word.length <= 40) words.add(word);
  for (const link of links) words.add(`link:${(URL.parse(link)?.hostname ?? '').slice(0, 80)}`);
  return [...words].slice(0, 200);
}

/** 0 for what was always approved, 1000 for what was always spam, 500 where nothing is known. */
export async function rankOf(database: Database, siteId: number, words: readonly string[]): Promise<number> {
  const rows = await taughtWords.all(database, { site: siteId, words: JSON.stringify(['', ...words]) });
  const all = rows.find(({ token }) => token === '');
  if (all === undefined || all.ham < leastTaught || all.spam < leastTaught) return unknown;
  const weights = rows
    .filter(({ token }) => token !== '')
    .map(({ ham, spam }) => weightOf(ham / all.ham, spam / all.spam, ham + spam))
    .sort((a, b) => Math.abs(b) - Math.abs(a))
    .slice(0, strongest);
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return Math.round(1000 / (1 + Math.exp(-sum)));
}

/** The logarithm of a word's odds, drawn to nothing as long as the word is rare. */
function weightOf(inHam: number, inSpam: number, seen: number): number {
  const share = inHam + inSpam === 0 ? 0.5 : inSpam / (inHam + inSpam);
  const shrunk = (0.5 + seen * share) / (1 + seen);
  return Math.log(shrunk / (1 - shrunk));
}

const taughtWords = statement<{ site: number; words: string }>()((db, value, dialect) =>
  db
    .selectFrom('spam_token')
    .select(['token', 'ham', 'spam'])
    .where('site_id', '=', value('site'))
    .where('token', 'in', textsIn(value('words'), dialect)),
);

/** Teaches words as those of one more reply of a kind; `by` -1 takes that back. */
export async function teach(
  tx: Transaction,
  siteId: number,
  words: readonly string[],
  { as, by }: { readonly as: 'ham' | 'spam'; readonly by: 1 | -1 },
): Promise<void> {
  const counts = as === 'ham' ? { ham: by, spam: 0 } : { ham: 0, spam: by };
  // In one order, so that two who moderate at once wait for each other, and not both.
  const tokens = ['', ...words].sort();
  await tx.db
    .insertInto('spam_token')
    .values(tokens.map((token) => ({ site_id: siteId, token, ...counts })))
    .onConflict((conflict) =>
      conflict.columns(['site_id', 'token']).doUpdateSet((eb) => ({
        ham: eb('spam_token.ham', '+', counts.ham),
        spam: eb('spam_token.spam', '+', counts.spam),
      })),
    )
    .execute();
}
