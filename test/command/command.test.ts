import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { describe, it } from 'node:test';
import { runCommand } from '../../src/command/run.ts';
import { openPostgres } from '../support/postgres.ts';

describe('The command', () => {
  it('makes sites and accounts, and lists them, for people and for programs', async () => {
    await using place = newPlace();
    const { run } = place;
    const site = await run([
      'site',
      'create',
      '--host',
      'Blog.Example',
      '--title',
      'A Blog',
      '--locale',
      'ar',
      '--json',
    ]);
    assert.equal(site.status, 0, site.err);
    assert.deepEqual(JSON.parse(site.out), { id: 1, host: 'blog.example', url: 'https://blog.example/' });
    const user = await run(
      [
        'user',
        'create',
        '--login',
        'mara',
        '--email',
        'mara@blog.example',
        '--role',
        'editor',
        '--password-stdin',
        '--json',
      ],
      'a long enough passphrase\n',
    );
    assert.equal(user.status, 0, user.err);
    assert.equal(JSON.parse(user.out).login, 'mara');
    assert.match((await run(['user', 'list'])).out, /mara\tmara@blog.example\tmara\teditor of blog.example/);
    const listed = JSON.parse((await run(['site', 'list', '--json'])).out);
    assert.equal(listed[0].locale, 'ar');
  });

  it('makes application passwords, lists them and takes them back', async () => {
    await using place = newPlace();
    const { run } = place;
    await run(['site', 'create', '--host', 'blog.example']);
    const mara = ['--login', 'mara', '--email', 'mara@blog.example', '--role', 'editor'];
    await run(['user', 'create', ...mara, '--password-stdin'], 'a long enough passphrase\n');
    const made = await run(['token', 'create', '--user', 'mara', '--name', 'Phone', '--json']);
    assert.equal(made.status, 0, made.err);
    assert.match(JSON.parse(made.out).token, /^[A-Za-z0-9]{24}$/);
    assert.deepEqual(Object.keys(JSON.parse(made.out)), ['token']);
    const shown = await run(['token', 'create', '--user', 'mara@blog.example', '--name', 'Script']);
    assert.match(shown.out, /^(?:[A-Za-z0-9]{4} ){5}[A-Za-z0-9]{4}\n$/);
    const list = JSON.parse((await run(['token', 'list', '--user', 'mara', '--json'])).out);
    assert.deepEqual(
      list.map(({ name }: { name: string }) => name),
      ['Script', 'Phone'],
    );
    const revoke = ['token', 'revoke', '--user', 'mara', '--id', String(list[1].id)];
    assert.equal((await run(revoke)).status, 0);
    assert.equal((await run(revoke)).status, 1);
    assert.equal((await run(['token', 'create', '--user', 'nobody', '--name', 'x'])).status, 1);
    assert.equal((await run(['token', 'create', '--user', 'mara'])).status, 2);
  });

  it('answers 2 when the call’s words are off, and says how', async () => {
    await using place = newPlace();
    const calls: readonly (readonly [readonly string[], RegExp])[] = [
      [[], /^$/],
      [['fly'], /no command "fly"/],
      [['site'], /site list\|create/],
      [['site', 'create'], /--host is needed/],
      [['site', 'create', '--host', 'no host at all'], /is no host/],
      [['site', 'create', '--host', 'a.example', '--locale', 'english'], /no language tag/],
      [['site', 'list', '--colour', 'red'], /--colour/],
      [['backup'], /FILE is missing/],
      [['backup', 'a', 'b'], /one word too many/],
      [['serve', '--role', 'boss'], /all, web or worker/],
      [['serve', '--port', 'http'], /VERBATIM_PORT/],
      [['user', 'create', '--login', 'a', '--email', 'b', '--role', 'editor'], /--password-stdin/],
    ];
    for (const [argv, said] of calls) {
      const result = await place.run(argv);
      assert.equal(result.status, 2, argv.join(' '));
      assert.match(result.err, said, argv.join(' '));
      assert.doesNotMatch(result.err, / at .*\.ts:/, 'no trace of the program');
    }
  });

  it('answers 1 when it failed, says what to do, and leaves nothing half done', async () => {
    await using place = newPlace();
    const { run, folder } = place;
    await run(['site', 'create', '--host', 'a.example']);
    const calls: readonly (readonly [readonly string[], string, RegExp])[] = [
      [['site', 'create', '--host', 'a.example'], '', /there is a site at a.example already/],
      [
        ['user', 'create', '--login', 'x', '--email', 'x@a.example', '--role', 'editor', '--password-stdin'],
        'short\n',
        /too weak/,
      ],
      [
        [
          'user',
          'create',
          '--login',
          'x',
          '--email',
          'x@a.example',
          '--role',
          'editor',
          '--site',
          'b.example',
          '--password-stdin',
        ],
        'a long enough passphrase\n',
        /no site is called b.example/,
      ],
      [['restore', join(folder, 'nothing.tar')], '', /cannot be read/],
      [['backup', join(folder, 'no', 'such', 'folder', 'b.tar')], '', /./],
    ];
    for (const [argv, stdin, said] of calls) {
      const result = await run(argv, stdin);
      assert.equal(result.status, 1, `${argv.join(' ')}: ${result.err}`);
      assert.match(result.err, said, argv.join(' '));
    }
    assert.deepEqual(JSON.parse((await run(['user', 'list', '--json'])).out), []);
    assert.deepEqual(
      readdirSync(folder).filter((name) => name.includes('part')),
      [],
    );
  });

  it('restores what it backed up, and refuses a cut-off file without changing anything', async () => {
    await using from = newPlace();
    await using to = newPlace();
    await from.run(['site', 'create', '--host', 'a.example', '--title', 'Kept']);
    const file = join(from.folder, 'b.tar');
    assert.equal((await from.run(['backup', file])).status, 0);
    const cut = join(from.folder, 'cut.tar');
    assert.equal((await from.run(['backup', cut])).status, 0);
    truncateSync(cut, 4_000);
    const refused = await to.run(['restore', cut]);
    assert.equal(refused.status, 1);
    assert.match(refused.err, /not whole/);
    assert.equal((await to.run(['restore', file])).status, 0);
    assert.match((await to.run(['site', 'list'])).out, /Kept/);
    assert.match(
      (await to.run(['restore', file])).err,
      /./,
      'an install that holds something is not overwritten',
    );
    assert.equal((await to.run(['restore', file])).status, 1);
  });

  it('says what is wrong with a data folder, and what to do', async () => {
    await using place = newPlace();
    const file = join(place.folder, 'a-file');
    writeFileSync(file, '');
    const result = await place.run(['site', 'list', '--data', file]);
    assert.equal(result.status, 1);
    assert.match(result.err, /the data folder .* cannot be used \(EEXIST|ENOTDIR\)?/);
    const inside = await place.run(['site', 'list', '--data', join(file, 'below')]);
    assert.equal(inside.status, 1);
    assert.match(inside.err, /the data folder .* cannot be used/);
  });

  it('says what is wrong with the address of a database', async () => {
    await using place = newPlace();
    const postgres = await openPostgres();
    const missing = new URL(await postgres.createDatabase());
    missing.pathname = '/there_is_none_such';
    const calls: readonly (readonly [string, number, RegExp])[] = [
      ['mysql://localhost/x', 2, /VERBATIM_DATABASE_URL/],
      ['postgres://127.0.0.1:1/x', 1, /cannot be reached/],
      [missing.href, 1, /there_is_none_such.*cannot be reached/],
    ];
    for (const [address, status, said] of calls) {
      const result = await place.run(['site', 'list'], '', { VERBATIM_DATABASE_URL: address });
      assert.equal(result.status, status, result.err);
      assert.match(result.err, said);
      assert.doesNotMatch(result.err, /password/i);
    }
  });

  it('refuses a database that is none', async () => {
    await using place = newPlace();
    writeFileSync(join(place.folder, 'verbatim.sqlite'), 'This is a letter to my aunt. '.repeat(100));
    const result = await place.run(['site', 'list']);
    assert.equal(result.status, 1);
    assert.match(result.err, /verbatim.sqlite cannot be opened/);
  });

  it('helps with each command, and touches nothing for it', async () => {
    await using place = newPlace();
    const overview = await place.run(['--help']);
    assert.equal(overview.status, 0);
    for (const [, name = ''] of overview.out.matchAll(/^ {2}verbatim (?!help)([a-z ]+?)(?: {2}| [A-Z])/gm)) {
      const help = await place.run([...name.split(' '), '--help']);
      assert.equal(help.status, 0, name);
      assert.match(help.out, /--data DIR/, name);
    }
    assert.equal(existsSync(join(place.folder, 'verbatim.sqlite')), false);
  });
});

function newPlace() {
  const folder = mkdtempSync(join(tmpdir(), 'verbatim-command-'));
  return {
    folder,
    run: async (argv: readonly string[], stdin = '', env: Record<string, string> = {}) => {
      let out = '';
      let err = '';
      const status = await runCommand(argv, {
        env: { VERBATIM_DATA: folder, ...env },
        stdin: Readable.from([stdin]),
        out: (text) => {
          out += text;
        },
        err: (text) => {
          err += text;
        },
        isTerminal: false,
      });
      return { status, out, err };
    },
    async [Symbol.asyncDispose]() {
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
