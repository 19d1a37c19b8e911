import assert from 'node:assert/strict';
import { it } from 'node:test';
import { openConnection } from './sqlite.ts';

it('An ID of a row past 2^53, as deleting from the search leaves one, hinders no statement after it', () => {
  const connection = openConnection(':memory:');
  connection.run('CREATE TABLE thing (id INTEGER PRIMARY KEY, name TEXT)', []);
  connection.run("INSERT INTO thing VALUES (9008985961136128, 'a page of tombstones')", []);
  connection.run('BEGIN IMMEDIATE', []);
  const { numAffectedRows } = connection.run("UPDATE thing SET name = 'still there'", []);
  connection.run('COMMIT', []);
  assert.equal(numAffectedRows, 1n);
  assert.deepEqual(connection.run('SELECT name FROM thing', []).rows, [{ name: 'still there' }]);
  connection.close();
});
