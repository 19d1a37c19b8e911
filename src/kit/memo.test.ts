import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Known, Memo } from './memo.ts';

describe('The memo', () => {
  it('makes a thing once, and again only after something that it was made from changed', async () => {
    const memo = new Memo();
    let made = 0;
    const ask = () => memo.get('menu', async () => known(++made, '1/menu', '1/post:2'));
    assert.deepEqual([(await ask()).value, (await ask()).value], [1, 1]);
    memo.drop(new Set(['1/post:3', '2/post:2']));
    assert.equal((await ask()).value, 1);
    memo.drop(new Set(['1/post:2']));
    assert.equal((await ask()).value, 2);
    memo.drop(new Set(['1/*']));
    assert.equal((await ask()).value, 3);
    memo.drop('everything');
    assert.equal((await ask()).value, 4);
  });

  it('keeps nothing that was made while something changed', async () => {
    const memo = new Memo();
    const slow = Promise.withResolvers<Known<string>>();
    const asked = memo.get('menu', () => slow.promise);
    memo.drop(new Set(['1/menu']));
    slow.resolve(known('old', '1/menu'));
    assert.equal((await asked).value, 'old', 'who asked before the change may see what was');
    assert.equal((await memo.get('menu', async () => known('new', '1/menu'))).value, 'new');
  });

  it('makes of several only those that it does not have', async () => {
    const memo = new Memo();
    const asked: (readonly number[])[] = [];
    const terms = (...ids: number[]) =>
      memo.many('term', ids, async (missing) => {
        asked.push(missing);
        return new Map(
          missing.filter((id) => id !== 9).map((id) => [id, known(`term ${id}`, `1/term:${id}`)]),
        );
      });
    await terms(1, 2);
    const found = await terms(2, 3, 9);
    assert.deepEqual(
      [...found].map(([id, { value }]) => [id, value]),
      [
        [2, 'term 2'],
        [3, 'term 3'],
      ],
    );
    memo.drop(new Set(['1/term:2']));
    await terms(1, 2, 3);
    assert.deepEqual(asked, [[1, 2], [3, 9], [2]]);
  });

  it('forgets everything rather than growing beyond its limit', async () => {
    const memo = new Memo(10);
    let made = 0;
    for (let id = 0; id < 25; id++) await memo.get(`thing ${id}`, async () => known(++made, '1/site'));
    await memo.get('thing 24', async () => known(++made, '1/site'));
    assert.equal(made, 25);
    await memo.get('thing 1', async () => known(++made, '1/site'));
    assert.equal(made, 26);
  });
});

function known<T>(value: T, ...reads: string[]): Known<T> {
  return { value, reads: new Set(reads) };
}
