import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { type AssetList, loadAssets } from './assets.ts';
import { minifyCss } from './minify.ts';

const assets = loadAssets();

describe('assets', () => {
  test('a file is served for good under a name that carries its hash', () => {
    const path = assets.href('theme.css');
    assert.match(path, /^\/-\/assets\/theme\.[0-9a-f]{10}\.css$/);
    const reply = assets.respond(path, '');
    assert.equal(reply?.headers['cache-control'], 'public, max-age=31536000, immutable');
    assert.equal(reply?.headers['content-type'], 'text/css; charset=utf-8');
    assert.equal(reply?.headers['content-length'], String(reply?.body.length));
  });

  test('a file is compressed as the browser allows', () => {
    const path = assets.href('theme.css');
    const plain = assets.respond(path, '')!.body.toString();
    const brotli = assets.respond(path, 'gzip, deflate, br')!;
    assert.equal(brotli.headers['content-encoding'], 'br');
    assert.equal(brotliDecompressSync(brotli.body).toString(), plain);
    const gzip = assets.respond(path, 'br;q=0, gzip;q=0.5')!;
    assert.equal(gzip.headers['content-encoding'], 'gzip');
    assert.equal(gunzipSync(gzip.body).toString(), plain);
    assert.equal(assets.respond(path, 'identity')!.headers['content-encoding'], undefined);
  });

  test('fonts go as they are, and the style sheet names them by their hashed addresses', () => {
    const css = assets.respond(assets.href('theme.css'), '')!.body.toString();
    const addresses = [...css.matchAll(/url\(([^)]+)\)/g)].map(([, address]) => address!);
    assert.ok(addresses.length > 10);
    for (const address of addresses) {
      const font = assets.respond(address, 'br');
      assert.equal(font?.headers['content-type'], 'font/woff2', address);
      assert.equal(font?.headers['content-encoding'], undefined);
      assert.equal(font?.body.subarray(0, 4).toString(), 'wOF2');
    }
  });

  test('an address from before an update gets the file of today, and for a minute only', () => {
    const reply = assets.respond('/-/assets/theme.0000000000.css', '');
    assert.equal(reply?.headers['cache-control'], 'public, max-age=60');
  });

  test('anything else is not there', () => {
    for (const path of [
      '/-/assets/',
      '/-/assets/theme.css',
      '/-/assets/other.0000000000.css',
      '/-/assets/../package.json',
    ]) {
      assert.equal(assets.respond(path, ''), undefined, path);
    }
    assert.throws(() => assets.href('missing.css'), /no file "missing.css"/);
  });

  test('a changed file has another address, and an unlisted one in the style sheet is an error', () => {
    const before = withTheme({ 'a.css': 'p{color:red}' });
    const after = withTheme({ 'a.css': 'p{color:blue}' });
    assert.notEqual(before, after);
    assert.throws(() => withTheme({ 'a.css': 'p{background:url(x.svg)}' }), /"x.svg"/);
  });
});

describe('minifyCss', () => {
  test('it takes away what nobody needs', () => {
    assert.equal(
      minifyCss('/* a */\na > b ,\n c {\n  color : red;\n  margin: 0 1px;\n}\n'),
      'a>b,c{color :red;margin:0 1px}',
    );
  });

  test('it leaves strings, selectors and sums alone', () => {
    for (const css of [
      'a::after{content:" ; { } /* x */  "}',
      'a :hover{inset:calc(1px + 2px)}',
      "b{content:', '}",
    ]) {
      assert.equal(minifyCss(css), css);
    }
  });
});

function withTheme(files: Record<string, string>): string {
  const folder = mkdtempSync(join(tmpdir(), 'theme-'));
  const list: AssetList = { styles: { 'theme.css': Object.keys(files) }, scripts: [], fonts: {} };
  try {
    for (const [name, text] of Object.entries({ ...files, 'theme.json': JSON.stringify(list) })) {
      writeFileSync(join(folder, name), text);
    }
    return loadAssets(pathToFileURL(`${folder}/`)).href('theme.css');
  } finally {
    rmSync(folder, { recursive: true });
  }
}
