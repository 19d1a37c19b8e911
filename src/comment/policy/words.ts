import type { Looked, Phase } from './phase.ts';
import { firstIn, spelled } from './word-list.ts';

/** The site's lists of words, looked for in all that was sent: the text, the name, addresses and links. */
export const words: Phase = {
  name: 'words',
  look: (looked) => {
    const { id, settings } = looked.submission.site;
    const { wordsSpam, wordsHeld } = settings;
    if (wordsSpam.length === 0 && wordsHeld.length === 0) return undefined;
    const sent = spelled(allOf(looked));
    const spam = firstIn(looked.world, id, { kind: 'spam', words: wordsSpam, sent });
    if (spam !== undefined) return { spam: { word: spam } };
    const held = firstIn(looked.world, id, { kind: 'held', words: wordsHeld, sent });
    return held === undefined ? undefined : { hold: { word: held } };
  },
};

function allOf({ text, links, submission: { author } }: Looked): string {
  const sender =
    author.kind === 'guest'
      ? [author.name, author.email, author.url]
      : [author.account.name, author.url ?? ''];
  return [text, ...sender, ...links].join('\n');
}
