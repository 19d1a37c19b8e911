import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Corpus, corpora } from './corpus.ts';
import { type Case, isBetrayal, isMiss, mutate } from './run.ts';

/** Of each kind in each language; `VERBATIM_MUTATIONS=500` writes more. bench/mutation.ts counts them in a table. */
const times = Number(process.env.VERBATIM_MUTATIONS ?? 8);

describe('Quotations cut at random, left alone, varied and falsified', { timeout: 3_600_000 }, async () => {
  const texts = await corpora();

  it('come from seventeen texts in sixteen languages', () => {
    assert.equal(texts.length, 17);
    assert.ok(texts.every(({ text }) => text.length > 2_000));
  });

  for (const corpus of texts)
    it(`are told apart: ${corpus.name}`, () => {
      const cases = mutate(corpus, times);
      assert.ok(cases.length > times * 10, `only ${cases.length} were written`);
      assert.deepEqual(cases.filter(isBetrayal), [], 'an altered quotation was taken for a true one');
      assert.deepEqual(cases.filter(isMiss).map(shown), [], 'a true one did not get its tier');
      assert.deepEqual(cases.filter(isSilent).map(shown), [], 'a negation just outside was not told');
    });

  it('would be seen to be betrayed: a falsified quotation is true of a text that says so', () => {
    const corpus = texts.find(({ name }) => name === 'eng') as Corpus;
    const falsified = mutate(corpus, 2).find(({ kind }) => kind === 'a negation added');
    assert.ok(falsified && !isBetrayal(falsified) && isBetrayal({ ...falsified, got: 'edited' }));
  });
});

function isSilent({ kind, warnings }: Case): boolean {
  return kind === 'a negation just outside' && !warnings.includes('negation-outside');
}

function shown({ kind, deserves, got, quote }: Case): string {
  return `${kind}: ${got}, not ${deserves}: ${quote}`;
}
