import { type Checkpoint, signerOf } from './checkpoint.ts';
import { endorses } from './endorsement.ts';
import { parseVerifier, type Verifier } from './note.ts';
import { Broken } from './problem.ts';

/** Reads a file of the log that must be there. */
export type ReadFile = (path: string) => Promise<Buffer>;

export type Trust = {
  readonly signer: Verifier;
  /** Every key that the log names, and the one that the caller knows. */
  readonly known: readonly Verifier[];
  /** Whether the caller, an earlier checkpoint, or the log alone says whose key it is. */
  readonly from: 'caller' | 'earlier' | 'log';
};

/**
 * Who signed the checkpoint, and why that is to be believed: it is the key that the caller knows, or the one that
 * signed what the caller kept, or each key between names the next. Knowing neither, the log is taken at its word.
 */
export async function trustSigner(
  read: ReadFile,
  checkpoint: Checkpoint,
  { key, earlier }: { readonly key?: Verifier | undefined; readonly earlier?: Checkpoint | undefined },
): Promise<Trust> {
  const published = keysIn((await read('key')).toString());
  const known = key && !published.some(({ text }) => text === key.text) ? [...published, key] : published;
  const signer = signerOf(checkpoint, known);
  if (!signer) throw new Broken('checkpoint', 'it is signed by none of the keys of the log');
  const signedEarlier = earlier && signerOf(earlier, known);
  if (earlier && !signedEarlier)
    throw new Broken('the earlier checkpoint', 'it is signed by none of the keys of this log');
  const believed = key ?? signedEarlier;
  if (believed) await followKeys(read, known, { from: believed, to: signer });
  return { signer, known, from: key ? 'caller' : earlier ? 'earlier' : 'log' };
}

/** From the key that is believed to the one that signs now, each must name the next; they are published newest first. */
async function followKeys(
  read: ReadFile,
  keys: readonly Verifier[],
  { from, to }: { readonly from: Verifier; readonly to: Verifier },
): Promise<void> {
  let at = keys.findIndex(({ text }) => text === to.text);
  const end = keys.findIndex(({ text }) => text === from.text);
  if (at > end) throw new Broken('checkpoint', 'it is signed by an older key than the one that is known');
  for (; at < end; at++) {
    const [newer, older] = [keys[at], keys[at + 1]];
    const note = newer && (await read(`keys/${newer.id}`));
    if (!newer || !older || !note || !endorses(older, newer, note.toString()))
      throw new Broken(`keys/${newer?.id}`, `the key before it, ${older?.text}, does not name it`);
  }
}

function keysIn(text: string): readonly Verifier[] {
  return text
    .trimEnd()
    .split('\n')
    .map((line, index) => {
      const verifier = parseVerifier(line);
      if (!verifier) throw new Broken('key', `line ${index + 1} is no verifier key`);
      return verifier;
    });
}
