import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { openBlog } from '../../../test/support/blog.ts';
import { sendFiles } from '../../../test/support/upload.ts';
import { sample } from '../../media/sample.ts';
import { defaultLook, defaultPalettes } from '../look.ts';
import { readSite } from '../read.ts';

type Blog = Awaited<ReturnType<typeof openBlog>>;

const path = '/-/admin/look/';
const fields = (changed: Record<string, string> = {}) => ({
  title: 'The Test Blog',
  tagline: '',
  'light-paper': defaultPalettes.light.paper,
  'light-ink': defaultPalettes.light.ink,
  'light-accent': defaultPalettes.light.accent,
  'dark-paper': defaultPalettes.dark.paper,
  'dark-ink': defaultPalettes.dark.ink,
  'dark-accent': defaultPalettes.dark.accent,
  text: 'literata',
  furniture: 'source-sans',
  do: 'save',
  ...changed,
});

async function lookOf({ world, site }: Blog) {
  return (await readSite(world.db, site.id))?.settings.look;
}

describe('The look of a site at the desk', () => {
  it('is the theme’s own until something differs, and pages ask for nothing more', async () => {
    const blog = await openBlog();
    const admin = await blog.as('administrator');
    assert.equal((await admin.post(path, fields())).status, 303);
    assert.deepEqual(await lookOf(blog), defaultLook);
    assert.doesNotMatch(await blog.visit('/'), /assets\/site\./);
    await blog.close();
  });

  it('reaches every page by a style sheet that is kept for good, and changes its name with it', async () => {
    const blog = await openBlog();
    const admin = await blog.as('administrator');
    await blog.visit('/');
    await admin.post(
      path,
      fields({ 'light-accent': '#7a1f5c', 'light-paper': '#ffffff', text: 'system-serif' }),
    );
    const home = await blog.visit('/');
    const href = /href="(\/-\/assets\/site\.[0-9a-f]{10}\.css)"/.exec(home)?.[1] ?? '';
    assert.match(home, new RegExp(`list\\.[0-9a-f]+\\.css">\\n<link rel="stylesheet" href="${href}">`));
    assert.match(home, /<meta name="theme-color" content="#ffffff" media="\(prefers-color-scheme: light\)">/);
    assert.doesNotMatch(home, /preload[^>]*literata/);
    const css = await blog.get(href);
    assert.equal(css.headers['cache-control'], 'public, max-age=31536000, immutable');
    assert.match(css.text, /--accent:#7a1f5c[\s\S]*--text:ui-serif/);
    await admin.post(path, fields({ 'light-accent': '#0a5c36' }));
    assert.doesNotMatch(await blog.visit('/'), new RegExp(href));
    assert.equal((await blog.get(href)).headers['cache-control'], 'public, max-age=60');
    assert.equal((await blog.get('/-/assets/other.0123456789.css')).status, 404);
    await blog.close();
  });

  it('takes no colour that cannot be read: it says the figure and offers the nearest that can', async () => {
    const blog = await openBlog();
    const admin = await blog.as('administrator');
    const faint = fields({ 'light-accent': '#ffcc00', 'dark-ink': '#333333' });
    const answer = await admin.post(path, faint);
    assert.equal(answer.status, 422);
    assert.match(
      answer.text,
      /id="light-accent-problem">1\.\d+ : 1 against the background; 4\.5 : 1 is needed/,
    );
    assert.match(answer.text, /id="dark-ink-problem"/);
    const take = /value="(take:light:accent:(#[0-9a-f]{6}))"/.exec(answer.text);
    assert.ok(take);
    const taken = await admin.post(path, { ...faint, do: take[1] ?? '' });
    assert.match(taken.text, new RegExp(`name="light-accent" type="color" value="${take[2]}"`));
    assert.match(taken.text, /not saved yet/);
    assert.equal((await admin.post(path, fields({ 'light-accent': take[2] ?? '' }))).status, 303);
    await blog.close();
  });

  it('is shown by samples whose style sheet holds colours and nothing else', async () => {
    const blog = await openBlog();
    const admin = await blog.as('administrator');
    const preview = await admin.post(path, fields({ 'light-accent': '#7a1f5c', do: 'preview' }));
    const href = (/href="(\/-\/admin\/look\/sample\.css\?[^"]+)"/.exec(preview.text)?.[1] ?? '').replaceAll(
      '&amp;',
      '&',
    );
    assert.match((await admin.get(href)).text, /\.look-sample\.light\{[^}]*--accent:#7a1f5c/);
    const evil = `${path}sample.css?light-paper=red}body{display:none&text=x;}`;
    assert.doesNotMatch((await admin.get(evil)).text, /body|display|\}\}/);
    assert.deepEqual(await lookOf(blog), defaultLook);
    const reset = await admin.post(path, fields({ 'light-accent': '#7a1f5c', do: 'reset' }));
    assert.match(reset.text, /name="light-accent" type="color" value="#24487f"/);
    await blog.close();
  });

  it('has an icon that is one of its media, and that can go again', async () => {
    const blog = await openBlog();
    const admin = await blog.as('administrator');
    const words = await sendFiles(blog, admin, path, [['icon', 'icon.txt', 'words']]);
    assert.equal(words.status, 422);
    assert.match(words.text, /id="icon-problem"/);
    const picture = await sample(64, 64).png().toBuffer();
    assert.equal((await sendFiles(blog, admin, path, [['icon', 'icon.png', picture]])).status, 303);
    assert.match(await blog.visit('/'), /<link rel="icon" href="\/wp-content\/uploads\/[^"]+icon\.png">/);
    await admin.post(path, fields({ 'no-icon': '1' }));
    assert.doesNotMatch(await blog.visit('/'), /rel="icon"/);
    assert.equal((await (await blog.as('editor')).get(path)).status, 403);
    await blog.close();
  });
});
