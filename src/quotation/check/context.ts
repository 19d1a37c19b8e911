import { foldsOf, lettersSeen } from './language.ts';
import { streamsOf } from './tiers.ts';

/** A short text folded as far as the last tier goes, to compare what stands about a quotation. */
export function foldPlain(text: string): string {
  return streamsOf(text, foldsOf([], [lettersSeen(text)]))({ tier: 'orthographic' }).text;
}

export function dropSpace(text: string): string {
  return text.replaceAll(/\s+/g, '');
}
