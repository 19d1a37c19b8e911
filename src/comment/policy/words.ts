import { forEachToken } from '../../kit/words/tokens.ts';
import type { Looked, Phase } from './phase.ts';

/** The site's lists of words, looked for in all that was sent: the text, the name, addresses and links. */
export const words: Phase = {
  name: 'words',
  look: (looked) => {
    const { wordsSpam, wordsHeld } = looked.submission.site.settings;
    if (wordsSpam.length === 0 && wordsHeld.length === 0) return undefined;
    const sent = spelled(allOf(looked));
    const spam = firstIn(sent, wordsSpam);
    if (spam !== undefined) return { spam: { word: spam } };
    const held = firstIn(sent, wordsHeld);
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

/**
 * The first of some words that stands in a text. They are compared in one spelling, whatever the script, and as
 * whole words; `*` at an end stands for any letters. Several words are a phrase.
 */
function firstIn(sent: string, list: readonly string[]): string | undefined {
  return list.find((word) => {
    const [, open, core = '', end] = /^(\*?)(.*?)(\*?)$/s.exec(word.trim()) ?? [];
    const wanted = spelled(core).trim();
    if (wanted === '') return false;
    return sent.includes(`${open ? '' : ' '}${wanted}${end ? '' : ' '}`);
  });
}

/** Words in their one spelling, a space before and after each. */
function spelled(text: string): string {
  const found: string[] = [];
  forEachToken(text, ({ text: word, single }) => {
    if (!single) found.push(word);
  });
  return ` ${found.join(' ')} `;
}
