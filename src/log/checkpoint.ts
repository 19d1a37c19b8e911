import { isSignedBy, parseNote, type Signer, signNote, type Verifier } from './note.ts';

/** The size of the log and the root of its tree, signed (c2sp.org/tlog-checkpoint). */
export type Checkpoint = {
  readonly origin: string;
  readonly size: number;
  readonly root: Buffer;
  /** The note, as it is published. */
  readonly note: string;
};

/** Under the name of the key that signs. */
export function signCheckpoint(size: number, root: Buffer, signer: Signer): string {
  return signNote(`${signer.verifier.name}\n${size}\n${root.toString('base64')}\n`, signer);
}

/** Undefined when it is none. */
export function parseCheckpoint(note: string): Checkpoint | undefined {
  const text = parseNote(note)?.text;
  const [, origin = '', size = '', root = ''] =
    /^([^\n]+)\n(0|[1-9]\d{0,15})\n([A-Za-z0-9+/]{43}=)\n(?:[^\n]+\n)*$/.exec(text ?? '') ?? [];
  const bytes = Buffer.from(root, 'base64');
  if (bytes.length !== 32 || bytes.toString('base64') !== root || !Number.isSafeInteger(Number(size)))
    return undefined;
  return { origin, size: Number(size), root: bytes, note };
}

/** Which of the keys it is signed by, under that key's own name; undefined for none. */
export function signerOf({ note, origin }: Checkpoint, verifiers: readonly Verifier[]): Verifier | undefined {
  const parsed = parseNote(note);
  return parsed && verifiers.find((verifier) => verifier.name === origin && isSignedBy(parsed, verifier));
}
