import {
  createHash,
  createPublicKey,
  type KeyObject,
  sign as signBytes,
  verify as verifyBytes,
} from 'node:crypto';

/** A key by which notes are verified (c2sp.org/signed-note): whose, and its public half. */
export type Verifier = {
  readonly name: string;
  /** First four bytes of SHA-256 over name, algorithm and key, in hex. */
  readonly id: string;
  readonly publicKey: KeyObject;
  /** As it is written down: `name+id+base64`. */
  readonly text: string;
};

export type Signer = { readonly verifier: Verifier; readonly privateKey: KeyObject };

/** Text, and what was signed under it: by whom, with which key, and the signature. */
export type Note = {
  readonly text: string;
  readonly signatures: readonly { readonly name: string; readonly id: string; readonly bytes: Buffer }[];
};

const ed25519 = Buffer.from([1]);
const mostSignatures = 100;

export function verifierOf(name: string, publicKey: KeyObject): Verifier {
  const raw = Buffer.from(publicKey.export({ format: 'jwk' }).x ?? '', 'base64url');
  const key = Buffer.concat([ed25519, raw]);
  const id = createHash('sha256').update(`${name}\n`).update(key).digest('hex').slice(0, 8);
  return { name, id, publicKey, text: `${name}+${id}+${key.toString('base64')}` };
}

/** Reads `name+id+base64`; undefined when it is no Ed25519 key, or its ID is not its own. */
export function parseVerifier(text: string): Verifier | undefined {
  const [, name = '', key = ''] = /^([^\s+]+)\+[0-9a-f]{8}\+([A-Za-z0-9+/]+={0,2})$/u.exec(text) ?? [];
  const bytes = Buffer.from(key, 'base64');
  if (bytes.length !== 33 || bytes[0] !== ed25519[0]) return undefined;
  const x = bytes.subarray(1).toString('base64url');
  const publicKey = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
  const verifier = verifierOf(name, publicKey);
  return verifier.text === text ? verifier : undefined;
}

/** A note and its signature. `text` ends in a newline. */
export function signNote(text: string, { verifier, privateKey }: Signer): string {
  const signature = signBytes(null, Buffer.from(text), privateKey);
  const signed = Buffer.concat([Buffer.from(verifier.id, 'hex'), signature]);
  return `${text}\n— ${verifier.name} ${signed.toString('base64')}\n`;
}

/** Undefined when it is no note. Nothing in it is to be believed before `isSignedBy` says so. */
export function parseNote(note: string): Note | undefined {
  const end = note.lastIndexOf('\n\n');
  // No control characters but newlines.
  if (end < 1 || !note.endsWith('\n') || /[\u0000-\u0009\u000b-\u001f]/.test(note)) return undefined;
  const lines = note.slice(end + 2, -1).split('\n');
  if (lines.length > mostSignatures) return undefined;
  const signatures = lines.map((line) => {
    const [, name = '', base64 = ''] = /^— ([^\s+]+) ([A-Za-z0-9+/]+={0,2})$/u.exec(line) ?? [];
    const bytes = Buffer.from(base64, 'base64');
    const isWhole = bytes.length > 4 && bytes.toString('base64') === base64;
    return isWhole ? { name, id: bytes.toString('hex', 0, 4), bytes: bytes.subarray(4) } : undefined;
  });
  if (signatures.some((signature) => signature === undefined)) return undefined;
  return { text: note.slice(0, end + 1), signatures: signatures.filter((one) => one !== undefined) };
}

/** Whether the key signed it: one signature of that name and ID at least, and none that does not verify. */
export function isSignedBy({ text, signatures }: Note, { name, id, publicKey }: Verifier): boolean {
  const own = signatures.filter((signature) => signature.name === name && signature.id === id);
  return own.length > 0 && own.every(({ bytes }) => verifyBytes(null, Buffer.from(text), publicKey, bytes));
}
