import type { Face } from './page-replies.ts';
import type { ThreadRow } from './thread.ts';

type Shown = Pick<ThreadRow, 'kind' | 'name' | 'avatar' | 'account_id'>;

/**
 * The picture of somebody who replied. A drawn one follows from the account, or from the name that a guest typed:
 * nobody's address goes into it, and no guest can come by the picture of an account.
 */
export function faceOf({ kind, name, avatar, account_id }: Shown): Face {
  if (avatar?.startsWith('/')) return { picture: avatar };
  const seed = digest(account_id === null ? `${kind} ${name.trim().toLowerCase()}` : `account ${account_id}`);
  return { letter: firstLetter(name), hue: seed % 12, turn: Math.floor(seed / 12) % 4 };
}

const letters = /^(?:[^\p{L}\p{N}]*)([\p{L}\p{N}]\p{M}*)/u;

/** The letter that a name begins with, with what belongs to it. */
function firstLetter(name: string): string {
  return (letters.exec(name.normalize('NFC'))?.[1] ?? [...name.trim()][0] ?? '').toLocaleUpperCase('en');
}

/** FNV-1a, in 32 bits. */
function digest(text: string): number {
  let sum = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) sum = Math.imul(sum ^ text.charCodeAt(i), 0x01000193);
  return sum >>> 0;
}
