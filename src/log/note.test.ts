import assert from 'node:assert/strict';
import { createPrivateKey, createPublicKey } from 'node:crypto';
import { describe, it } from 'node:test';
import { openCheckpoint, openNote } from '../../test/log/checker.ts';
import { assertGolden } from '../../test/support/golden.ts';
import { parseCheckpoint, signCheckpoint, signerOf } from './checkpoint.ts';
import { endorse, endorses } from './endorsement.ts';
import { isSignedBy, parseNote, parseVerifier, type Signer, signNote, verifierOf } from './note.ts';

/** The example of Go's `golang.org/x/mod/sumdb/note`. */
const neumann = {
  key: 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW',
  note: `If you think cryptography is the answer to your problem,
then you don't know what your problem is.

— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=
`,
};

/** A signer whose key is the same at each run. */
function signerOfTest(name: string, seed: number): Signer {
  const der = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), Buffer.alloc(32, seed)]);
  const privateKey = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  return { verifier: verifierOf(name, createPublicKey(privateKey)), privateKey };
}

const signer = signerOfTest('blog.example/-/log', 1);

describe('A signed note', () => {
  it('is read as Go writes it', () => {
    const verifier = parseVerifier(neumann.key);
    const note = parseNote(neumann.note);
    assert.ok(verifier && note && isSignedBy(note, verifier));
    assert.equal(openNote(neumann.note, [neumann.key]), note.text);
  });

  it('is written as it was, key and checkpoint alike', () => {
    const root = Buffer.alloc(32, 2);
    const note = signCheckpoint(601, root, signer);
    assertGolden('log/key.txt', `${signer.verifier.text}\n`);
    assertGolden('log/checkpoint.txt', note);
    assert.deepEqual(openCheckpoint(note, [signer.verifier.text]), {
      origin: 'blog.example/-/log',
      size: 601,
      root: root.toString('hex'),
    });
  });

  it('has no other spelling', () => {
    const note = signNote('text\n', signer);
    for (const wrong of [
      '',
      '\n\n',
      'text\n',
      note.slice(0, -1),
      note.replace('text', 'te\txt'),
      note.replace('— ', '- '),
      note.replace('—', '— '),
      `${note}more\n`,
      note.replace(/=\n$/, '\n'),
      note.replace(/(— .*\n)/, '$1'.repeat(101)),
    ])
      assert.equal(parseNote(wrong), undefined, wrong.slice(0, 300));
  });

  it('may have signatures of others, but none of the key that is wrong', () => {
    const { verifier } = signer;
    const other = signerOfTest('witness.example', 3);
    const both = signNote('text\n', signer) + signNote('text\n', other).slice('text\n\n'.length);
    const note = parseNote(both);
    assert.ok(note && isSignedBy(note, verifier) && isSignedBy(note, other.verifier));
    const twice = parseNote(signNote('text\n', signer) + signNote('Text\n', signer).slice('text\n\n'.length));
    assert.ok(twice && !isSignedBy(twice, verifier));
    const namesake = parseNote(signNote('text\n', signerOfTest(verifier.name, 4)));
    assert.ok(namesake && !isSignedBy(namesake, verifier));
  });
});

describe('A verifier key', () => {
  it('is refused when its ID is not its own, or it is no Ed25519 key', () => {
    const { text } = signer.verifier;
    assert.equal(parseVerifier(text)?.text, text);
    for (const wrong of [
      '',
      text.replace('blog', 'blag'),
      text.replace(/\+[0-9a-f]/, '+z'),
      text.slice(0, -4),
      `${text}\n`,
      text.replace('+AY', '+AX'),
    ])
      assert.equal(parseVerifier(wrong), undefined, wrong);
  });

  it('is named by the one before it in a note that is about nothing else', () => {
    const next = signerOfTest('blog.example/-/log', 5);
    const word = endorse(next.verifier, signer);
    assert.ok(endorses(signer.verifier, next.verifier, word));
    assert.ok(!endorses(next.verifier, next.verifier, word));
    assert.ok(!endorses(signer.verifier, signer.verifier, word));
    assert.equal(parseCheckpoint(word), undefined);
  });
});

describe('A checkpoint', () => {
  const note = signCheckpoint(601, Buffer.alloc(32, 2), signer);

  it('is believed under the name of its key alone', () => {
    const checkpoint = parseCheckpoint(note);
    assert.ok(checkpoint && signerOf(checkpoint, [signer.verifier])?.text === signer.verifier.text);
    assert.equal(signerOf(checkpoint, [signerOfTest('blog.example/-/log', 6).verifier]), undefined);
    const disguised = parseCheckpoint(
      signNote(note.slice(0, note.indexOf('\n\n') + 1), signerOfTest('other.example', 1)),
    );
    assert.ok(disguised);
    assert.equal(signerOf(disguised, [signerOfTest('other.example', 1).verifier]), undefined);
  });

  it('has one spelling of its numbers, and may have lines that are not known', () => {
    const text = note.slice(0, note.indexOf('\n\n') + 1);
    const parsed = (changed: string) => parseCheckpoint(signNote(changed, signer));
    assert.equal(parsed(`${text}more\n`)?.size, 601);
    for (const wrong of [
      text.replace('601', '0601'),
      text.replace('601', '-1'),
      text.replace('601', '99999999999999999'),
      text.replace('601', 'six'),
      text.replace(/=\n$/, '\n'),
      text.replace(/I=\n$/, 'J=\n'),
      `\n${text}`,
      'one line\n',
    ])
      assert.equal(parsed(wrong), undefined, wrong);
  });
});
