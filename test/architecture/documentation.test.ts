import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { settingNames } from '../../src/kit/config.ts';
import { assertGolden } from '../support/golden.ts';
import { files, read, root } from '../support/source.ts';

const help = 'test/golden/help.txt';

describe('The documentation', () => {
  it('has a section for every setting, and for no other', () => {
    assert.ok(settingNames.length >= 10);
    const documented = headings('docs/guide/settings.md').flatMap(
      (line) => line.match(/VERBATIM_\w+/g) ?? [],
    );
    assert.deepEqual(documented.sort(), [...settingNames].sort());
  });

  it('has a section for every command, and for no other', () => {
    const documented = headings('docs/guide/commands.md').flatMap(
      (line) => line.match(/(?<=verbatim )[a-z]+/) ?? [],
    );
    assert.deepEqual(documented.sort(), commands());
  });

  it('names only commands and npm scripts that there are', () => {
    const scripts = Object.keys(JSON.parse(read('package.json')).scripts);
    const builtIn = ['ci', 'install', 'run', 'start', 'test'];
    const texts = files('{*.md,docs/**/*.md}').filter((path) => path !== 'CHANGELOG.md');
    assert.ok(texts.includes('README.md'));
    for (const path of texts) {
      for (const [, command] of codeOf(read(path)).matchAll(/(?:bin\/|^\s*|[`$&] ?)verbatim ([a-z]+)/gm)) {
        assert.ok(commands().includes(command ?? ''), `${path} names \`verbatim ${command}\``);
      }
      for (const [, run, name = ''] of codeOf(read(path)).matchAll(/\bnpm (run )?([a-z][\w:-]*)/g)) {
        assert.ok(
          (run ? scripts : [...builtIn, ...scripts]).includes(name),
          `${path} names \`npm ${run ?? ''}${name}\``,
        );
      }
    }
  });

  it('points only to files that there are', () => {
    const links = files('{*.md,docs/**/*.md}').flatMap((path) =>
      [...read(path).matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)/g)].map(([, to = '']) => ({ path, to })),
    );
    const all = new Set(files('**/*').concat(files('.ci/*')));
    const broken = links.filter(({ path, to }) => {
      const target = join(path, '..', to).replace(/\/$/, '');
      return !all.has(target) && ![...all].some((file) => file.startsWith(`${target}/`));
    });
    assert.deepEqual(broken, []);
  });
});

describe('`verbatim --help`', () => {
  it('says what it said', () => {
    const { status, stdout, stderr } = spawnSync(join(root, 'bin/verbatim'), ['--help'], {
      encoding: 'utf8',
      cwd: '/',
    });
    assert.equal(status, 0, stderr);
    assertGolden('help.txt', stdout);
  });
});

/** First words of the commands that the help lists: `  verbatim import  wordpress|markdown …`. */
function commands(): string[] {
  const listed = [...read(help).matchAll(/^\s+verbatim ([a-z]+)/gm)].map(([, word]) => word ?? '');
  assert.ok(listed.length >= 5, `${help} lists ${listed.length} commands`);
  return [...new Set(listed)].sort();
}

function headings(path: string): string[] {
  return read(path)
    .split('\n')
    .filter((line) => /^#{2,} /.test(line));
}

/** What stands in a Markdown text as code: fenced blocks, and words between backticks. */
function codeOf(markdown: string): string {
  const blocks = [...markdown.matchAll(/^```[^\n]*\n([\s\S]*?)^```/gm)].map(([, block]) => block);
  const words = [...markdown.replaceAll(/^```[\s\S]*?^```/gm, '').matchAll(/`[^`\n]+`/g)].map(
    ([word]) => word,
  );
  return [...blocks, ...words].join('\n');
}
