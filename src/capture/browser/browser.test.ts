import assert from 'node:assert/strict';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { openBlog } from '../../../test/support/blog.ts';
import { findChromium } from '../../../test/support/chromium.ts';
import { article, challenge, openSourceSite } from '../../../test/support/source-site.ts';
import { readCapture } from '../read.ts';
import { readStreams } from '../read-streams.ts';
import { readResource } from '../resource.ts';
import { requestCapture } from '../save.ts';

/** The browser of the tests as a program that needs nothing of its environment. */
async function browserProgram() {
  const { path, environment } = await findChromium();
  const folder = mkdtempSync(join(tmpdir(), 'verbatim-browser-'));
  const program = join(folder, 'chromium');
  const settings = Object.entries(environment).map(([name, value]) => `export ${name}='${value}'\n`);
  writeFileSync(program, `#!/bin/sh\n${settings.join('')}exec '${path}' "$@"\n`);
  chmodSync(program, 0o755);
  return { program, [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }) };
}

async function captured(config: { readonly chromium?: string }, address: string) {
  const blog = await openBlog({ config: { fetchAllow: ['127.0.0.1/32'], ...config } });
  const { id } = await blog.world.db.write((tx) =>
    requestCapture(tx, blog.site.id, { address, method: 'browser' }),
  );
  await blog.work();
  const capture = await readCapture(blog.world.db, blog.site.id, id);
  assert.ok(capture);
  return { blog, capture, [Symbol.asyncDispose]: blog.close };
}

describe('a capture with a browser', () => {
  it('Keeps what scripts brought, the text as it was shown, and a picture; the browser reaches nothing by itself', async () => {
    using browser = await browserProgram();
    await using stranger = await openSourceSite({ '*': 'never asked for' });
    await using source = await openSourceSite({
      '/app': `<!doctype html><html lang="en"><title>App</title><div id="root"></div><p style="display:none">Not shown at all.</p>
        <script>fetch('/words.json').then((r) => r.json()).then(({ words }) => { root.innerHTML = '<h1>Statement</h1><p>' + words + '</p>'; });
        new WebSocket('ws://127.0.0.1:${new URL(stranger.url()).port}/'); navigator.sendBeacon('/beacon', 'x'); document.cookie = 'a=b';</script>`,
      '/words.json': {
        type: 'application/json',
        body: '{"words":"We brought these words by a script, said Jane."}',
      },
    });
    await using made = await captured({ chromium: browser.program }, source.url('/app'));
    const { capture, blog } = made;
    assert.deepEqual([capture.status, capture.method], ['done', 'browser'], capture.detail ?? '');
    const [rendered, dom] = await readStreams(blog.world, blog.site.id, capture.id);
    assert.deepEqual([rendered?.name, dom?.name], ['rendered', 'dom']);
    assert.match(rendered!.text, /Statement\s+We brought these words by a script, said Jane\./);
    assert.doesNotMatch(rendered!.text, /Not shown/);
    const words = await readResource(blog.world, blog.site.id, capture.id, source.url('/words.json'));
    assert.match(String(words?.bytes), /brought these words/);
    const picture = await readResource(
      blog.world,
      blog.site.id,
      capture.id,
      `urn:view:${source.url('/app')}`,
    );
    assert.deepEqual([picture?.mime, picture?.bytes.subarray(0, 2).toString('hex')], ['image/jpeg', 'ffd8']);
    assert.equal(capture.facts.screenshot, true);
    assert.equal(stranger.asked.length, 0);
    assert.equal(source.asked.filter(({ path }) => path === '/app').length, 1);
    assert.ok(source.asked.every(({ headers }) => headers.cookie === undefined));
    assert.match(source.asked[0]!.headers['user-agent'] ?? '', /^Verbatim/);
  });

  it('Refuses a challenge as it does without', async () => {
    using browser = await browserProgram();
    await using source = await openSourceSite({
      '/a/page': challenge,
      '/b/page': article('An article with enough to say.'),
    });
    await using made = await captured({ chromium: browser.program }, source.url('/a/page'));
    assert.deepEqual([made.capture.status, made.capture.reason], ['refused', 'challenge']);
  });

  it('Says what to do where there is no browser', async () => {
    await using source = await openSourceSite({ '/': article('An article.') });
    await using made = await captured({ chromium: '/no/such/browser' }, source.url('/'));
    assert.deepEqual([made.capture.status, made.capture.reason], ['refused', 'no-browser']);
    assert.match(made.capture.detail ?? '', /VERBATIM_CHROMIUM/);
    assert.equal(source.asked.length, 0);
  });
});
