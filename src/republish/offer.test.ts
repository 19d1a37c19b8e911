import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { openBlog } from '../../test/support/blog.ts';
import { parseMarkdown } from '../document/index.ts';
import { createPost } from '../post/save.ts';
import { updateSite } from '../site/save.ts';
import { licenceNamed } from './licence.ts';
import { defaultIndexPolicy } from './republication.ts';

async function openWithPost(password?: string) {
  const blog = await openBlog();
  const parsed = parseMarkdown('Words.', { limit: 'writer' });
  assert.ok(parsed.ok);
  const { id } = await blog.world.db.write((tx) =>
    createPost(
      tx,
      blog.site,
      {
        type: 'post',
        status: 'published',
        title: 'Bread & <salt>',
        document: parsed.document,
        authors: [],
        terms: [],
        ...(password !== undefined && { password }),
      },
      { now: blog.clock.now().toISOString() },
    ),
  );
  return { blog, page: `/-/posts/${id}/republish/`, post: '/2026/05/21/bread-salt/', id };
}

describe('One’s own posts for others', () => {
  it('are offered where the site gives a licence, with an attribution to copy and nothing that tells who reads it', async () => {
    const { blog, page, post, id } = await openWithPost();
    assert.equal((await blog.get(page)).status, 404);
    assert.doesNotMatch((await blog.get(post)).text, /Republish this/);
    await blog.world.db.write((tx) =>
      updateSite(tx, blog.site.id, {
        settings: { republishLicence: 'CC BY 4.0', republishTerms: 'Tell us, please.' },
      }),
    );
    assert.match((await blog.get(post)).text, new RegExp(`<a href="${page}">Republish this</a>`));
    const { text } = await blog.get(page);
    assert.match(
      text,
      /<a href="https:\/\/creativecommons\.org\/licenses\/by\/4\.0\/" rel="license">CC BY 4\.0<\/a>/,
    );
    assert.match(text, /Tell us, please\./);
    const html = /<textarea id="attribution-html"[^>]*>\n([\s\S]*?)<\/textarea>/.exec(text)?.[1] ?? '';
    assert.match(
      html,
      /&lt;a href=&quot;https:\/\/blog\.example\/2026\/05\/21\/bread-salt\/&quot;&gt;Bread &amp;amp; &amp;lt;salt&amp;gt;&lt;\/a&gt;/,
    );
    assert.doesNotMatch(html, /script|img|utm_/);
    assert.match(
      text,
      /“Bread &amp; &lt;salt&gt;” was first published by The Test Blog on May 21, 2026\. Licence: CC BY 4\.0 \(https/,
    );

    const editor = await blog.as('editor');
    await editor.post(`/-/admin/republish/posts/${id}/`, { do: 'offer', offered: 'no' });
    assert.equal((await blog.get(page)).status, 404);
    assert.doesNotMatch((await blog.get(post)).text, /Republish this/);
    await editor.post(`/-/admin/republish/posts/${id}/`, {
      do: 'offer',
      offered: 'yes',
      'offer-licence': 'own',
      'offer-terms': 'Ask first.',
    });
    assert.match((await blog.get(page)).text, /Ask first\./);
    await blog.close();
  });

  it('are not offered behind a password', async () => {
    const { blog, page } = await openWithPost('secret');
    await blog.world.db.write((tx) =>
      updateSite(tx, blog.site.id, { settings: { republishLicence: 'CC BY 4.0' } }),
    );
    assert.equal((await blog.get(page)).status, 404);
    await blog.close();
  });
});

describe('A licence', () => {
  it('is known by its name, its address, or stays as it was given', () => {
    assert.deepEqual(licenceNamed('cc-by'), {
      label: 'CC BY 4.0',
      href: 'https://creativecommons.org/licenses/by/4.0/',
    });
    assert.equal(licenceNamed('http://creativecommons.org/licenses/by-sa/3.0/de/')?.label, 'CC BY-SA 3.0 DE');
    assert.equal(licenceNamed('https://creativecommons.org/publicdomain/zero/1.0/')?.label, 'CC0 1.0');
    assert.deepEqual(licenceNamed('CC-BY-NC-SA-4.0'), licenceNamed('cc-by-nc-sa'));
    assert.deepEqual(licenceNamed('https://law.example/ by letter'), {
      label: 'https://law.example/ by letter',
    });
    assert.deepEqual(licenceNamed('© The Paper'), { label: '© The Paper' });
    assert.deepEqual(licenceNamed('https://law.example/licence'), {
      label: 'law.example/licence',
      href: 'https://law.example/licence',
    });
    assert.equal(licenceNamed('  '), undefined);
  });
});

describe('What search engines are told', () => {
  it('follows from how much is reproduced', () => {
    const address = 'https://a.example/';
    const cases = [
      [{ mode: 'whole', ofSource: 1, ofPost: 0.9, address }, 'source-canonical'],
      [{ mode: 'whole', ofSource: 1, ofPost: 0.3, address }, 'self'],
      [{ mode: 'excerpt', ofSource: 0.2, ofPost: 0.9, address }, 'self'],
      [{ mode: 'excerpt', ofSource: 0.9, ofPost: 0.9, address }, 'source-canonical'],
      [{ mode: 'translation', ofSource: 1, ofPost: 1, address }, 'self'],
      [{ mode: 'whole', ofSource: 1, ofPost: 1, address: null }, 'self'],
    ] as const;
    for (const [given, policy] of cases)
      assert.equal(defaultIndexPolicy(given), policy, JSON.stringify(given));
  });
});
