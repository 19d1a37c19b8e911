/**
 * A second checker of the public log, written from RFC 6962, RFC 9162 and C2SP's signed-note, tlog-checkpoint,
 * tlog-tiles and tlog-proof alone. It imports nothing of the program, and works in another way: it builds the tree
 * from the entries with a stack of roots, and walks proofs from the root's side.
 */
import { createHash, createPublicKey, verify } from 'node:crypto';

export type Files = (path: string) => Promise<Uint8Array | undefined>;

export type Tree = { readonly origin: string; readonly size: number; readonly root: string };

const fail = (message: string): never => {
  throw new Error(message);
};
const sha256 = (...parts: readonly (Uint8Array | string)[]): Buffer => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
};
const leafOf = (entry: Uint8Array) => sha256(Uint8Array.of(0), entry);
const parentOf = (left: Uint8Array, right: Uint8Array) => sha256(Uint8Array.of(1), left, right);

/** RFC 4648 §4, in its one spelling. */
function bytesOf(base64: string): Buffer {
  const bytes = Buffer.from(base64, 'base64');
  return bytes.toString('base64') === base64 ? bytes : fail('no base64');
}

/** c2sp.org/signed-note: the text, when a key of these (`name+hash+base64`) signed it. Throws else. */
export function openNote(note: string, keys: readonly string[]): string {
  const at = note.lastIndexOf('\n\n');
  if (at < 0 || !note.endsWith('\n')) fail('no note');
  const text = note.slice(0, at + 1);
  let good = 0;
  for (const line of note
    .slice(at + 2)
    .trimEnd()
    .split('\n')) {
    const [dash, name, base64, ...rest] = line.split(' ');
    if (dash !== '\u2014' || !name || !base64 || rest.length > 0) fail('no signature line');
    const signature = bytesOf(base64 ?? '');
    for (const key of keys) {
      const [owner = '', hash = ''] = key.split('+', 2);
      const bytes = bytesOf(key.slice(owner.length + hash.length + 2));
      if (bytes[0] !== 1 || bytes.length !== 33) fail('no Ed25519 key');
      const id = sha256(owner, '\n', bytes).subarray(0, 4);
      if (id.toString('hex') !== hash) fail('the key is not that of its hash');
      if (owner !== name || !id.equals(signature.subarray(0, 4))) continue;
      const publicKey = createPublicKey({
        key: Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), bytes.subarray(1)]),
        format: 'der',
        type: 'spki',
      });
      if (!verify(null, Buffer.from(text), publicKey, signature.subarray(4))) fail('a signature is wrong');
      good++;
    }
  }
  return good > 0 ? text : fail('signed by no key that is known');
}

/** c2sp.org/tlog-checkpoint. */
export function openCheckpoint(note: string, keys: readonly string[]): Tree {
  const [origin = '', size = '', root = ''] = openNote(note, keys).split('\n');
  if (!keys.some((key) => key.startsWith(`${origin}+`))) fail('another origin');
  if (!/^(0|[1-9][0-9]*)$/.test(size) || bytesOf(root).length !== 32) fail('no checkpoint');
  return { origin, size: Number(size), root: Buffer.from(root, 'base64').toString('hex') };
}

/** RFC 6962 §2.1 over all leaves, by a stack of roots of complete trees, each smaller than the one below it. */
export function rootOfLeaves(leaves: readonly Uint8Array[]): string {
  const stack: { height: number; hash: Uint8Array }[] = [];
  const join = () => {
    const right = stack.pop();
    const left = stack.pop();
    if (left && right) stack.push({ height: left.height + 1, hash: parentOf(left.hash, right.hash) });
  };
  for (const hash of leaves) {
    stack.push({ height: 0, hash });
    while (stack.at(-1)?.height === stack.at(-2)?.height && stack.length > 1) join();
  }
  while (stack.length > 1) join();
  return Buffer.from(stack[0]?.hash ?? sha256()).toString('hex');
}

/** c2sp.org/tlog-tiles: every tile of the log, and the trees that it must begin with. Throws at what is wrong. */
export async function checkLog(
  files: Files,
  keys: readonly string[],
  earlier: readonly string[] = [],
): Promise<Tree> {
  const read = async (path: string) => Buffer.from((await files(path)) ?? fail(`${path} is missing`));
  const tree = openCheckpoint((await read('checkpoint')).toString('utf8'), keys);
  const entries: Buffer[] = [];
  for (let n = 0; n * 256 < tree.size; n++) {
    const bytes = await read(`tile/entries/${nameOf(n, Math.min(256, tree.size - n * 256))}`);
    for (let at = 0; at < bytes.length; ) {
      const length = bytes.readUInt16BE(at);
      if (at + 2 + length > bytes.length) fail(`bundle ${n} is cut off`);
      entries.push(bytes.subarray(at + 2, at + 2 + length));
      at += 2 + length;
    }
    if (entries.length !== Math.min(tree.size, (n + 1) * 256))
      fail(`bundle ${n} is not as long as it must be`);
  }
  const leaves = entries.map(leafOf);
  for (let level = 0, hashes = leaves; hashes.length > 0; level++) {
    for (let n = 0; n * 256 < hashes.length; n++) {
      const row = hashes.slice(n * 256, n * 256 + 256);
      const bytes = await read(`tile/${level}/${nameOf(n, row.length)}`);
      if (!bytes.equals(Buffer.concat(row))) fail(`tile ${level}/${n} is not that of its entries`);
    }
    const full = Math.floor(hashes.length / 256);
    hashes = Array.from({ length: full }, (_, n) =>
      Buffer.from(rootOfLeaves(hashes.slice(n * 256, n * 256 + 256)), 'hex'),
    );
  }
  if (rootOfLeaves(leaves) !== tree.root) fail('the root is not that of the entries');
  for (const note of earlier) {
    const before = openCheckpoint(note, keys);
    if (before.size > tree.size) fail('the log is shorter than it was');
    if (rootOfLeaves(leaves.slice(0, before.size)) !== before.root) fail('the past was rewritten');
  }
  return tree;
}

function nameOf(n: number, width: number): string {
  let rest = n;
  let name = String(rest % 1000).padStart(3, '0');
  while (rest >= 1000) {
    rest = Math.floor(rest / 1000);
    name = `x${String(rest % 1000).padStart(3, '0')}/${name}`;
  }
  return width < 256 ? `${name}.p/${width}` : name;
}

/** A proof as it is served (docs/guide/log.md), by the definition of RFC 6962 §2.1.1. Answers with its events. */
export function checkProof(json: string, keys: readonly string[], subject: string): readonly string[] {
  const proof: {
    checkpoint: string;
    events: { leaf: number; entry: string; salt: string | null; event: string | null; path: string[] }[];
  } = JSON.parse(json);
  const tree = openCheckpoint(proof.checkpoint, keys);
  if (proof.events.every(({ salt, event }) => salt === null || event === null)) fail('nothing is open');
  return proof.events.map(({ leaf, entry, salt, event, path }) => {
    checkInclusion(tree, leaf, Buffer.from(entry, 'hex'), path);
    if (salt === null || event === null) return '';
    if (salt.length !== 64) fail('no salt');
    if (sha256(Buffer.from(salt, 'hex'), event).toString('hex') !== entry)
      fail('the entry is of something else');
    if (JSON.parse(event).subject !== subject) fail('the proof is of another subject');
    return event;
  });
}

/** c2sp.org/tlog-proof. Answers with the extra data. */
export function checkProofFile(file: string, keys: readonly string[], entry: Uint8Array): string {
  const end = file.indexOf('\n\n');
  const tree = openCheckpoint(file.slice(end + 2), keys);
  const lines = file.slice(0, end).split('\n');
  if (lines.shift() !== 'c2sp.org/tlog-proof@v1') fail('no proof');
  const extra = lines[0]?.startsWith('extra ') ? lines.shift()?.slice(6) : '';
  const [, index = ''] = /^index (0|[1-9]\d*)$/.exec(lines.shift() ?? '') ?? fail('no index');
  checkInclusion(tree, Number(index), entry, lines);
  return Buffer.from(extra ?? '', 'base64').toString();
}

function checkInclusion(tree: Tree, leaf: number, entry: Uint8Array, path: readonly string[]): void {
  if (!Number.isInteger(leaf) || leaf < 0 || leaf >= tree.size) fail('no such leaf');
  const siblings = path.map(bytesOf);
  if (siblings.some(({ length }) => length !== 32)) fail('no hash');
  const climb = (m: number, n: number): Buffer => {
    if (n === 1) return leafOf(entry);
    const sibling = siblings.pop() ?? fail('the path is too short');
    const k = powerBelow(n);
    return m < k ? parentOf(climb(m, k), sibling) : parentOf(sibling, climb(m - k, n - k));
  };
  const root = climb(leaf, tree.size).toString('hex');
  if (siblings.length > 0) fail('the path is too long');
  if (root !== tree.root) fail('the path leads to another root');
}

/** RFC 6962 §2.1.2, by its own definition: works both roots out of the path at once. */
export function checkConsistency(old: Tree, tree: Tree, path: readonly string[]): void {
  const hashes = path.map(bytesOf);
  const next = () => hashes.pop() ?? fail('the path is too short');
  const both = (m: number, n: number, isKnown: boolean): { before: Buffer; now: Buffer } => {
    if (m === n) {
      const hash = isKnown ? Buffer.from(old.root, 'hex') : next();
      return { before: hash, now: hash };
    }
    const k = powerBelow(n);
    const sibling = next();
    if (m <= k) {
      const { before, now } = both(m, k, isKnown);
      return { before, now: parentOf(now, sibling) };
    }
    const { before, now } = both(m - k, n - k, false);
    return { before: parentOf(sibling, before), now: parentOf(sibling, now) };
  };
  const { before, now } = both(old.size, tree.size, true);
  if (hashes.length > 0) fail('the path is too long');
  if (before.toString('hex') !== old.root) fail('the path does not lead to the old root');
  if (now.toString('hex') !== tree.root) fail('the path does not lead to the new root');
}

function powerBelow(n: number): number {
  let k = 1;
  while (k * 2 < n) k *= 2;
  return k;
}
