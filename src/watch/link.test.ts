import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Seen, type Standing, standing } from './link.ts';

const day = 24 * 3600_000;
const start = Date.parse('2026-05-21T12:00:00.000Z');

const fresh: Standing = {
  state: 'unknown',
  reason: null,
  http_status: null,
  failures: 0,
  failing_since: null,
  days: 1,
  checked_at: null,
  state_at: null,
  next_at: null,
  etag: null,
  last_modified: null,
  text_sha256: null,
};

const there: Seen = { kind: 'there', status: 200 };
const gone: Seen = { kind: 'failed', reason: 'status-404', status: 404 };

/** Checks whenever a check is due; answers each check's day and what came of it. */
function course(seen: readonly Seen[], from: Standing = fresh) {
  let now = start;
  let row = from;
  return seen.map((each) => {
    row = standing(row, each, new Date(now));
    const came = { day: (now - start) / day, state: row.state, failures: row.failures };
    now = Date.parse(row.next_at ?? '');
    return came;
  });
}

describe('how a link stands', () => {
  it('While all is well it is asked for less and less often: after 1, 2, 4, 8, 16 days, then every 30', () => {
    assert.deepEqual(
      course(Array<Seen>(8).fill(there)).map((check) => check.day),
      [0, 1, 3, 7, 15, 31, 61, 91],
    );
  });

  it('It is dead after three failures over at least three days, and no sooner', () => {
    assert.deepEqual(
      course([there, gone, gone, gone, gone]).map(({ day, state }) => [day, state]),
      [
        [0, 'live'],
        [1, 'live'],
        [2, 'live'],
        [3, 'live'],
        [4, 'dead'],
      ],
    );
    const hurried = [0, 1, 2, 3, 4].reduce((row, hour) => standing(row, gone, new Date(start + hour)), fresh);
    assert.deepEqual([hurried.state, hurried.failures], ['unknown', 5]);
    const rare = [0, 5].reduce((row, days) => standing(row, gone, new Date(start + days * day)), fresh);
    assert.equal(rare.state, 'unknown', 'two failures are not three');
  });

  it('One refusal, or a failure that passes, kills nothing', () => {
    const refused: Seen = { kind: 'failed', reason: 'status-403', status: 403 };
    const courses = course([there, refused, there, refused, refused, there]);
    assert.ok(courses.every(({ state }) => state === 'live'));
    assert.equal(courses.at(-1)?.failures, 0);
  });

  it('A dead one is asked for less and less often too, and lives again with its first answer', () => {
    const dead: Standing = {
      ...fresh,
      state: 'dead',
      failures: 4,
      failing_since: new Date(start - 4 * day).toISOString(),
    };
    const after = course([gone, gone, gone, there], dead);
    assert.deepEqual(
      after.map((check) => [check.day, check.state]),
      [
        [0, 'dead'],
        [2, 'dead'],
        [6, 'dead'],
        [14, 'live'],
      ],
    );
  });

  it('Who asks for patience gets it, and nothing is concluded', () => {
    const again = new Date(start + 2 * day);
    const row = standing(
      { ...fresh, state: 'live' },
      { kind: 'unsaid', reason: 'too-many', status: 429, again },
      new Date(start),
    );
    assert.deepEqual([row.state, row.failures, row.next_at], ['live', 0, again.toISOString()]);
  });
});
