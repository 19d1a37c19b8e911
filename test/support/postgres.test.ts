import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { describe, it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { openPostgres, sharedServer } from './postgres.ts';

describe('The PostgreSQL of the tests', () => {
  it('is a real one, whose letters are Unicode', async () => {
    const postgres = await openPostgres();
    const answer = await query(
      await postgres.createDatabase(),
      "SELECT lower('ПРИВЕТ') AS word, version() AS version",
    );
    assert.equal(answer[0].word, 'привет');
    assert.match(answer[0].version, /^PostgreSQL 1[89]/);
  });

  it('gives each test a database of its own, made from a template once prepared', async () => {
    const postgres = await openPostgres();
    let prepared = 0;
    const prepare = async (url: string) => {
      prepared++;
      await query(url, 'CREATE TABLE notes (text text)');
    };
    const first = await postgres.createDatabase(await postgres.template('notes', prepare));
    await query(first, "INSERT INTO notes VALUES ('mine')");
    const second = await postgres.createDatabase(await postgres.template('notes', prepare));
    assert.deepEqual(await query(second, 'SELECT text FROM notes'), []);
    assert.deepEqual(await query(first, 'SELECT text FROM notes'), [{ text: 'mine' }]);
    assert.equal(prepared, 1);
    const template = await postgres.template('notes', prepare);
    const more = await Promise.all([1, 2, 3].map(() => postgres.createDatabase(template)));
    assert.equal(new Set([first, second, ...more]).size, 5);
  });

  it('ends with its process, even with one that was killed, and leaves nothing behind', async () => {
    const program = `
      import { openPostgres } from ${JSON.stringify(new URL('postgres.ts', import.meta.url).href)};
      import pg from 'pg';
      const { url } = await openPostgres();
      const client = new pg.Client({ connectionString: url });
      await client.connect();
      const { rows } = await client.query('SHOW data_directory');
      console.log(rows[0].data_directory);
      setInterval(() => {}, 1000);
    `;
    const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, [sharedServer]: undefined },
    });
    const [line] = await once(child.stdout, 'data');
    const folder = String(line).trim();
    assert.ok(existsSync(folder));
    child.kill('SIGKILL');
    for (let wait = 0; existsSync(folder) && wait < 400; wait++) await pause(25);
    assert.ok(!existsSync(folder), `${folder} is still there`);
  });
});

async function query(url: string, sql: string) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}
