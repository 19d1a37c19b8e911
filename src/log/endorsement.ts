import { isSignedBy, parseNote, type Signer, signNote, type Verifier } from './note.ts';

/** The word of the key that retires for the one that follows it, as a note. */
export function endorse(newer: Verifier, older: Signer): string {
  return signNote(textFor(newer), older);
}

/** Whether the note is the word of `older` for `newer`. */
export function endorses(older: Verifier, newer: Verifier, note: string): boolean {
  const parsed = parseNote(note);
  return parsed !== undefined && parsed.text === textFor(newer) && isSignedBy(parsed, older);
}

function textFor({ text }: Verifier): string {
  return `The next key of this log\n${text}\n`;
}
