import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Blog, dialects, openBlog } from '../../test/support/blog.ts';
import { article, challenge, openSourceSite } from '../../test/support/source-site.ts';
import { republicationsOf } from './read.ts';

const paragraphs = [
  'The ministry regrets the delay of the programme, said the spokesman on Monday morning.',
  'It will not reopen the negotiations before the parties have signed the agreement in full.',
  'Nothing further is planned for this year, and the committee meets again in the spring.',
];

const page = article(
  paragraphs.map((text) => `<p>${text}</p>`).join('\n'),
  'A statement of the ministry',
  '<meta name="author" content="Jane Roe"><meta property="og:site_name" content="The Ministry"><meta property="article:published_time" content="2016-05-21">',
);

/** An install that reaches the web of this machine. */
function open(dialect: (typeof dialects)[number] = 'sqlite'): Promise<Blog> {
  return openBlog({ dialect, config: { fetchAllow: ['127.0.0.1/32'] } });
}

/** The fields of the form as a page has them. */
function fieldsIn(text: string): Record<string, string> {
  const plain = (html: string) =>
    html
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&quot;', '"')
      .replaceAll('&#39;', "'")
      .replaceAll('&amp;', '&');
  const form = /<form[^>]*class="columns writing"[\s\S]*?<\/form>/.exec(text)?.[0] ?? '';
  const fields: Record<string, string> = {};
  for (const [input] of form.matchAll(/<input[^>]*>/g)) {
    const name = /name="([^"]*)"/.exec(input)?.[1];
    const left = /type="(?:checkbox|radio)"/.test(input) && !/ checked/.test(input);
    if (name && !left) fields[name] = plain(/value="([^"]*)"/.exec(input)?.[1] ?? '');
  }
  for (const [, name, value] of form.matchAll(/<textarea id="([^"]*)"[^>]*>\n?([\s\S]*?)<\/textarea>/g))
    fields[name!] = plain(value!);
  for (const [select, name] of form.matchAll(/<select id="([^"]*)"[\s\S]*?<\/select>/g))
    fields[name!] = /<option value="([^"]*)"[^>]* selected/.exec(select)?.[1] ?? '';
  return fields;
}

async function captured(blog: Blog, address: string): Promise<{ path: string; text: string }> {
  const author = await blog.as('author');
  const begun = await author.post('/-/admin/republish/', { do: 'address', url: address });
  assert.equal(begun.status, 303, begun.text);
  const path = begun.headers.location!;
  assert.match((await author.get(path)).text, /data-waits/);
  await blog.work();
  return { path, text: (await author.get(path)).text };
}

async function drafted(blog: Blog, address: string, change: Record<string, string> = {}): Promise<number> {
  const author = await blog.as('author');
  const { path, text } = await captured(blog, address);
  const made = await author.post(path, { ...fieldsIn(text), ...change });
  assert.equal(made.status, 303, made.text);
  return Number(/posts\/(\d+)\//.exec(made.headers.location!)?.[1]);
}

/** Publishes it as it stands in its form. */
async function publish(blog: Blog, id: number): Promise<string> {
  const author = await blog.as('author');
  const form = fieldsIn((await author.get(`/-/admin/posts/${id}/`)).text);
  const saved = await author.post(`/-/admin/posts/${id}/`, { ...form, do: 'publish' });
  assert.equal(saved.status, 303, saved.text);
  const row = await blog.world.db.read
    .selectFrom('post')
    .select('path')
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  return row.path!;
}

for (const dialect of dialects) {
  describe(`Republishing (${dialect})`, () => {
    it('shows what was found in an address, makes a draft of what was confirmed, and compares it whole', async () => {
      const blog = await open(dialect);
      await using source = await openSourceSite({ '/statement': page });
      const { text } = await captured(blog, source.url('/statement'));
      const found = fieldsIn(text);
      assert.deepEqual(
        [found.title, found.author, found.publisher, found.published, found.lang],
        ['A statement of the ministry', 'Jane Roe', 'The Ministry', '2016-05-21', 'en'],
      );
      for (const paragraph of paragraphs) assert.ok(found.text?.includes(paragraph), paragraph);
      assert.equal((await blog.get('/')).text.includes('statement of the ministry'), false);

      const id = await drafted(blog, source.url('/statement'), {
        before: 'Our **own** words.',
        via: 'A friend',
      });
      await blog.work();
      const [republication] = await republicationsOf(blog.world.db, blog.site.id, id);
      assert.deepEqual(
        [republication?.verdict, republication?.mode, republication?.indexPolicy],
        ['exact', 'whole', 'source-canonical'],
      );
      const path = await publish(blog, id);
      await blog.work();
      const post = (await blog.get(path)).text;
      assert.ok(post.indexOf('class="origin"') < post.indexOf('class="prose"'), 'the block stands first');
      assert.match(post, /Republished in full/);
      assert.match(post, /<dd><bdi>The Ministry<\/bdi>/);
      assert.match(post, /<summary>verbatim<\/summary>/);
      assert.match(post, /<dd><bdi>A friend<\/bdi>/);
      assert.match(post, new RegExp(`<link rel="canonical" href="${source.url('/statement')}">`));
      assert.match(post, /<section class="republished"[^>]*data-republished="text"/);
      assert.doesNotMatch((await blog.get('/sitemap-posts-1.xml')).text, new RegExp(`<loc>[^<]*${path}`));
      await blog.close();
    });

    it('compares again on every edit, and shows readers the difference by paragraph', async () => {
      const blog = await open(dialect);
      await using source = await openSourceSite({ '/statement': page });
      const id = await drafted(blog, source.url('/statement'));
      const path = await publish(blog, id);
      await blog.work();
      const author = await blog.as('author');
      const form = fieldsIn((await author.get(`/-/admin/posts/${id}/`)).text);
      const saved = await author.post(`/-/admin/posts/${id}/`, {
        ...form,
        text: form.text!.replace('will not reopen', 'will reopen'),
      });
      assert.equal(saved.status, 303, saved.text);
      assert.match((await blog.get(path)).text, /<summary>not checked yet<\/summary>/);
      await blog.work();
      const post = (await blog.get(path)).text;
      assert.match(post, /<summary>altered: see the difference<\/summary>/);
      assert.match(
        post,
        /Paragraph 2: altered[\s\S]*<ins><span class="quiet">only in the source: <\/span>not<\/ins>/,
      );
      const [republication] = await republicationsOf(blog.world.db, blog.site.id, id);
      assert.equal(republication?.checks.counts?.exact, 2);
      await blog.close();
    });
  });
}

describe('Republishing', () => {
  it('says why a page could not be archived, and takes its pasted text as a transcript instead', async () => {
    const blog = await open();
    await using source = await openSourceSite({ '/walled': challenge });
    const { text } = await captured(blog, source.url('/walled'));
    assert.match(text, /A challenge stood in place of the page/);
    assert.match(text, /Try with a browser/);
    const author = await blog.as('author');
    const pasted = await author.post('/-/admin/republish/', {
      do: 'text',
      text: paragraphs.join('\n\n'),
      title: 'A statement',
      'text-url': source.url('/walled'),
    });
    assert.equal(pasted.status, 303, pasted.text);
    const form = await author.get(pasted.headers.location!);
    assert.match(form.text, /supplied by the author, not seen by this site/);
    const made = await author.post(pasted.headers.location!, fieldsIn(form.text));
    assert.equal(made.status, 303, made.text);
    await blog.work();
    const id = Number(/posts\/(\d+)\//.exec(made.headers.location!)?.[1]);
    const [republication] = await republicationsOf(blog.world.db, blog.site.id, id);
    assert.equal(republication?.verdict, 'exact');
    await blog.close();
  });

  it('keeps what was written when a field cannot be read', async () => {
    const blog = await open();
    await using source = await openSourceSite({ '/statement': page });
    const { path, text } = await captured(blog, source.url('/statement'));
    const author = await blog.as('author');
    const answer = await author.post(path, {
      ...fieldsIn(text),
      published: 'last week',
      before: 'Kept words',
    });
    assert.equal(answer.status, 422);
    assert.match(answer.text, /Write a date such as 2016/);
    assert.match(answer.text, /Kept words/);
    assert.match(answer.text, /value="last week"/);
    await blog.close();
  });

  it('refuses an address that is none, and takes what a phone shares', async () => {
    const blog = await open();
    const author = await blog.as('author');
    const refused = await author.post('/-/admin/republish/', { do: 'address', url: 'javascript:alert(1)' });
    assert.equal(refused.status, 422);
    assert.match(refused.text, /begins with https/);
    const shared = await author.get(
      `/-/admin/share?text=${encodeURIComponent('Look at this https://a.example/1')}&title=News`,
    );
    assert.match(
      shared.text,
      /\/-\/admin\/republish\/\?url=https%3A%2F%2Fa\.example%2F1&amp;text=Look\+at\+this&amp;title=News/,
    );
    const manifest = JSON.parse((await author.get('/-/admin/manifest.webmanifest')).text);
    assert.equal(manifest.share_target.action, '/-/admin/share');
    await blog.close();
  });

  it('tells the public log of a verdict when everybody may read the post, and not before', async () => {
    const blog = await open();
    await using source = await openSourceSite({ '/statement': page });
    const id = await drafted(blog, source.url('/statement'));
    await blog.work();
    const [row] = await republicationsOf(blog.world.db, blog.site.id, id);
    assert.equal(row?.verdict, 'exact');
    const proof = `/-/log/proof/${blog.site.id}/republication:${id}/${row.key}`;
    assert.equal((await blog.get(proof)).status, 404);
    await publish(blog, id);
    await blog.work();
    const { events } = JSON.parse((await blog.get(proof)).text);
    assert.equal(events.length, 1);
    assert.match(events[0].event, /"verdict":"exact"/);
    await blog.close();
  });

  it('never checks a translation, and says so', async () => {
    const blog = await open();
    await using source = await openSourceSite({ '/statement': page });
    const id = await drafted(blog, source.url('/statement'), {
      mode: 'translation',
      translator: 'M. Rossi',
      text: 'Le ministère regrette le retard.',
      title: 'Une déclaration',
      before: 'Notre avis.',
    });
    const path = await publish(blog, id);
    await blog.work();
    const post = (await blog.get(path)).text;
    assert.match(post, /Translated from/);
    assert.match(post, /M\. Rossi/);
    assert.match(post, /A translation is not compared with its source/);
    assert.match(post, /A statement of the ministry|127\.0\.0\.1/);
    assert.match(post, new RegExp(`<link rel="canonical" href="[^"]*${path}">`));
    await blog.close();
  });
});
