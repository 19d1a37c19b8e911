import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { closure, files, type Import, importsOf, read } from '../support/source.ts';

/** From the ground up. A module imports from its own layer and from those below it. Cycles are the lint's affair. */
const layers: readonly (readonly string[])[] = [
  ['kit'],
  ['document', 'routes.ts'],
  ['site', 'account', 'author', 'media', 'embed', 'term', 'redirect', 'desk', 'log'],
  ['source', 'speaker'],
  ['capture'],
  ['quotation'],
  ['post', 'revision'],
  ['people', 'republish', 'unsourced', 'watch'],
  ['record'],
  ['comment'],
  ['subscription'],
  ['moderation'],
  ['notice'],
  ['dossier'],
  [
    'reading',
    'provenance',
    'feed',
    'search',
    'federation',
    'webmention',
    'newsletter',
    'transfer',
    'theme',
    'rest',
  ],
  ['admin'],
  [
    'app.ts',
    'health.ts',
    'install.ts',
    'preview-page.ts',
    'public-page.ts',
    'reply-pages.ts',
    'search-page.ts',
    'security-headers.ts',
  ],
  ['features.ts'],
  ['command', 'main.ts', 'cli.ts'],
];
/** What features are handed, and never import. */
const handedIn = ['theme', 'admin'];
const assemblers = ['app.ts', 'features.ts', 'command', 'main.ts', 'cli.ts'];

const program = files('src/**/*.ts').filter((path) => !path.endsWith('.test.ts'));
const imports = program.flatMap(importsOf);

describe('The import law', () => {
  it('is held against the whole program', () => {
    assert.ok(program.length > 50, `only ${program.length} files were seen`);
    assert.ok(imports.length > 100, `only ${imports.length} imports were seen`);
    assert.ok(program.some((path) => path.startsWith('src/reading/')));
  });

  it('gives every folder of src a layer', () => {
    const homeless = [...new Set(program.map(placeOf))].filter((place) => layerOf(place) < 0);
    assert.deepEqual(homeless, [], 'name them in `layers`, and in ARCHITECTURE.md');
  });

  it('lets nothing import upwards', () => {
    assert.deepEqual(
      broken((from, to) => layerOf(from) < layerOf(to)),
      [],
    );
  });

  it('has features handed the theme and the desk', () => {
    const breach = (from: string, to: string) =>
      from !== to && handedIn.includes(to) && ![...assemblers, ...handedIn].includes(from);
    assert.deepEqual(broken(breach), []);
  });

  it('lets nothing that serves readers reach code that writes', () => {
    const reached = closure(program.filter((path) => path.startsWith('src/reading/')));
    const writers = reached.filter(
      (path) => /\/(save|jobs)(-[\w-]+)?\.ts$/.test(path) || path.startsWith('src/kit/queue/'),
    );
    assert.deepEqual(writers, []);
    const writing = reached.filter((path) =>
      /\.(insertInto|updateTable|deleteFrom|mergeInto)\(/.test(read(path)),
    );
    assert.deepEqual(
      writing.filter((path) => !path.startsWith('src/kit/')),
      [],
    );
  });

  it('keeps the document free of input and output', () => {
    const outside =
      /^(node:(fs|net|http|https|http2|tls|dgram|dns|child_process|worker_threads|sqlite)(\/|$)|pg$|kysely$|sharp$)/;
    const reached = closure(program.filter((path) => path.startsWith('src/document/')));
    const doing = reached.flatMap(importsOf).filter((each) => !each.types && outside.test(each.to));
    assert.deepEqual(doing.map(shown), []);
  });

  it('lets a theme know the shapes of pages, the kit and the messages, and nothing else of the program', () => {
    const themes = files('themes/**/*.ts').filter((path) => !path.endsWith('.test.ts'));
    assert.ok(themes.length > 5, `only ${themes.length} files of themes were seen`);
    const allowed = ({ to, types }: Import) =>
      /^(themes|locales)\/|^src\/kit\//.test(to) || (to === 'src/reading/page.ts' && types);
    const breaches = themes.flatMap(importsOf).filter((each) => /^[\w-]+\//.test(each.to) && !allowed(each));
    assert.deepEqual(breaches.map(shown), []);
  });

  it('has the environment read where the program starts, and handed on', () => {
    const reading = program.filter((path) => read(path).includes('process.env'));
    assert.deepEqual(
      reading.filter((path) => !assemblers.includes(placeOf(path))),
      [],
    );
  });

  it('keeps what only tests use out of the program', () => {
    const strays = imports.filter((each) => each.to.startsWith('test/') || each.to.endsWith('.test.ts'));
    assert.deepEqual(strays.map(shown), []);
  });
});

function broken(breach: (from: string, to: string) => boolean): string[] {
  return imports
    .filter(({ to }) => to.startsWith('src/'))
    .filter(({ from, to }) => breach(placeOf(from), placeOf(to)))
    .map(shown);
}

/** The folder of `src` that a path is in, or the file of `src` that it is. */
function placeOf(path: string): string {
  return path.split('/')[1] ?? path;
}

function layerOf(place: string): number {
  return layers.findIndex((layer) => layer.includes(place));
}

function shown({ from, to }: Import): string {
  return `${from} → ${to}`;
}
