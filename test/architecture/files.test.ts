import assert from 'node:assert/strict';
import { basename } from 'node:path';
import { describe, it } from 'node:test';
import { files, read } from '../support/source.ts';

/** Lines with code on them: a longer file is one to search in rather than to read. Tests are lists, and may go on. */
const longest = (path: string) => (path.endsWith('.test.ts') ? 600 : 400);
/** Files that may be longer, each with the reason. */
const longFiles: Readonly<Record<string, { readonly lines: number; readonly reason: string }>> = {};
/** Written by a program from something shorter, and read by nobody. */
const generated = ['src/kit/i18n/messages.ts'];
const vagueNames = /^(utils?|utilities|helpers?|managers?|services?|data|common|misc|shared|lib)$/;

const sources = files('{src,themes,test,scripts,bench,demo,editor}/**/*.{ts,mjs}');

describe('The files', () => {
  it('are short enough to read', () => {
    assert.ok(sources.length > 100, `only ${sources.length} files were seen`);
    const tooLong = sources
      .filter((path) => !generated.includes(path))
      .map((path) => ({ path, lines: codeLines(read(path)), limit: longFiles[path]?.lines ?? longest(path) }))
      .filter(({ lines, limit }) => lines > limit);
    assert.deepEqual(tooLong, []);
  });

  it('that may be longer still are', () => {
    const stale = Object.keys(longFiles).filter(
      (path) => !sources.includes(path) || codeLines(read(path)) <= longest(path),
    );
    assert.deepEqual(stale, [], 'take them off the list of exceptions');
  });

  it('and their folders are named after what they hold', () => {
    const vague = files('{src,themes,test,scripts,bench,demo,editor,locales,docs}/**').filter((path) =>
      path.split('/').some((part) => vagueNames.test(basename(part).replace(/\.\w+$/, ''))),
    );
    assert.deepEqual(vague, []);
  });

  it('leave nothing for later, switch no check off, and skip no test', () => {
    const marks = new RegExp(
      [
        'TO' + 'DO',
        'FIX' + 'ME',
        '@ts-' + '(ignore|nocheck)',
        '\\b(it|test|describe)\\.' + '(skip|only|todo)\\b',
      ].join('|'),
    );
    const found = sources.flatMap((path) =>
      read(path)
        .split('\n')
        .flatMap((line, index) => (marks.test(line) ? [`${path}:${index + 1} ${line.trim()}`] : [])),
    );
    assert.deepEqual(found, []);
  });

  it('name neither a registry nor a place on somebody’s machine', () => {
    const places = ['registry\\.' + 'npm', 'npm' + 'mirror', '/(home|Users)/\\w+/', '/root/\\w'];
    const pattern = new RegExp(places.join('|'));
    const texts = files('{*,.*}')
      .concat(
        files('{.ci,bin,bench,docs,locales,migrations,scripts,src,test,themes,editor}/**/*.*'),
        files('bin/*'),
      )
      .filter((path) => /(^|\/)[^.]+$|\.(ts|mjs|js|json|jsonc|md|sql|css|html|txt|yml|yaml|sh)$/.test(path))
      .filter((path) => !path.startsWith('test/fixtures/'));
    assert.ok(texts.includes('package-lock.json') && texts.includes('bin/verbatim') && texts.length > 150);
    assert.deepEqual(
      texts.filter((path) => pattern.test(read(path))),
      [],
    );
  });
});

function codeLines(text: string): number {
  return text.split('\n').filter((line) => !/^\s*($|\/\/|\/?\*)/.test(line)).length;
}
