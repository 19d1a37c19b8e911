import { audit, type Deed } from '../comment/save-audit.ts';
import type { Transaction } from '../kit/database/index.ts';
import { settingsOf } from '../site/read.ts';
import { updateSite } from '../site/save.ts';
import { defaultSettings } from '../site/settings.ts';

export type WordLists = { readonly wordsHeld: readonly string[]; readonly wordsSpam: readonly string[] };

/** Keeps the site's lists of words, and writes down which came and went. False when a list is too long. */
export async function saveWords(
  tx: Transaction,
  siteId: number,
  lists: WordLists,
  deed: Deed,
): Promise<boolean> {
  const before = (await settingsOf(tx, siteId)) ?? defaultSettings;
  const { wordsHeld, wordsSpam } = lists;
  const saved = await updateSite(tx, siteId, {
    settings: { wordsHeld: [...wordsHeld], wordsSpam: [...wordsSpam] },
  });
  if (!saved.ok) return false;
  await audit(
    tx,
    siteId,
    { action: 'words', before: changes(before, lists), after: changes(lists, before) },
    deed,
  );
  return true;
}

/** Adds a word to those that make a reply spam. False when it stands there. */
export async function addSpamWord(
  tx: Transaction,
  siteId: number,
  word: string,
  deed: Deed,
): Promise<boolean> {
  const { wordsHeld, wordsSpam } = (await settingsOf(tx, siteId)) ?? defaultSettings;
  if (wordsSpam.includes(word)) return false;
  return saveWords(tx, siteId, { wordsHeld, wordsSpam: [...wordsSpam, word] }, deed);
}

/** What stands in some lists and not in others. */
function changes(lists: WordLists, others: WordLists): WordLists {
  return {
    wordsHeld: lists.wordsHeld.filter((word) => !others.wordsHeld.includes(word)),
    wordsSpam: lists.wordsSpam.filter((word) => !others.wordsSpam.includes(word)),
  };
}

/** The words of a field, one on a line, each once. */
export function wordsOf(text: string | null): readonly string[] {
  const lines = (text ?? '').split('\n').map((line) => line.replaceAll(/\s+/g, ' ').trim());
  return [...new Set(lines.filter((line) => line !== ''))];
}
