import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { dialects, openBlog } from '../support/blog.ts';
import { penOf } from '../support/pen.ts';

/** What no link of ours has, and no database takes everywhere. */
const odd = [
  '%00',
  '%ff',
  '\u2028',
  '1e400',
  '-1',
  '9007199254740993',
  '[]',
  '%25_!\\',
  "' or 1=1--",
  '{"a":1}',
];

const lists: Readonly<Record<string, readonly string[]>> = {
  '/': ['s', 'p', 'page_id', 'paged', 'cat', 'author', 'attachment_id'],
  '/2026/05/21/told/': ['reply', 'quote', 'unlocked'],
  '/-/admin/posts/': ['s', 'status', 'author', 'category', 'month', 'after', 'before', 'term'],
  '/-/admin/pages/': ['s', 'after'],
  '/-/admin/media/': ['q', 'kind', 'month', 'without', 'after', 'before'],
  '/-/admin/categories/': ['s', 'q', 'after', 'before', 'order'],
  '/-/admin/tags/': ['s', 'q', 'after', 'before', 'order'],
  '/-/admin/comments/': ['shelf', 'order', 'post', 'search', 'sender', 'after', 'before'],
  '/-/admin/comments/history': ['after', 'before'],
  '/-/admin/jobs/': ['state', 'all', 'after', 'before'],
  '/-/admin/posts/1/revisions/': ['before', 'after'],
  '/-/admin/posts/1/revisions/compare': ['from', 'to'],
  '/-/admin/look/sample.css': ['light-paper', 'text', 'furniture'],
  '/-/account/replies': ['after', 'key', 'deleted'],
  '/-/account/sign-in': ['to'],
  '/-/account/reset': ['token'],
  '/-/account/invitation': ['token'],
  '/-/subscriptions/': ['token', 'done'],
  '/-/subscriptions/new': ['post', 'reply'],
  '/-/notices/decide': ['token'],
  '/oembed': ['url', 'format', 'maxwidth'],
  '/wp-json/wp/v2/posts': ['search', 'slug', 'after', 'include', 'orderby', '_fields', '_embed', 'page'],
  '/wp-json/wp/v2/comments': ['search', 'author_email', 'post', 'parent'],
  '/wp-json/wp/v2/media': ['search', 'slug', 'mime_type', 'parent'],
  '/wp-json/wp/v2/users': ['search', 'slug', 'include'],
  '/wp-json/wp/v2/tags': ['search', 'slug', 'post'],
  '/wp-json/wp/v2/search': ['search', 'subtype', 'include'],
};

for (const dialect of dialects)
  describe(`What nobody would ask (${dialect})`, () => {
    it('is answered, without a fault of ours and without a word of the database', async () => {
      const blog = await openBlog({ dialect });
      await penOf(blog).post({ title: 'Told' });
      const owner = await blog.as('owner');
      for (const [path, names] of Object.entries(lists))
        for (const name of names)
          for (const value of odd) {
            const coded = value.startsWith('%') && value.length === 3 ? value : encodeURIComponent(value);
            const { status, text } = await owner.get(`${path}?${name}=${coded}`);
            assert.ok(status < 500, `${path}?${name}=${coded}: ${status}`);
            assert.doesNotMatch(text, /SQLITE|syntax error|kysely/i, `${path}?${name}=${coded}`);
          }
      await blog.close();
    });

    it('is taken or refused when it stands in a form', async () => {
      const blog = await openBlog({ dialect });
      await penOf(blog).post({ title: 'Told' });
      const owner = await blog.as('owner');
      const forms: Readonly<Record<string, readonly string[]>> = {
        '/-/admin/posts/new': [
          'title',
          'text',
          'slug',
          'date',
          'category',
          'author',
          'picture',
          'parent',
          'tags',
        ],
        '/-/admin/posts/bulk': ['id', 'do', 'back'],
        '/-/admin/comments/do': ['one', 'id', 'do', 'back'],
        '/-/admin/comments/undo': ['batch', 'back'],
        '/-/admin/comments/posts/1': ['do'],
        '/-/admin/comments/bans/words': ['held', 'spam'],
        '/-/admin/comments/bans/domain': ['domain', 'note'],
        '/-/admin/categories/': ['name', 'slug', 'parent', 'description'],
        '/-/admin/menus/': ['name'],
        '/-/admin/people/invitations': ['email', 'role'],
        '/-/admin/people/return': ['seal'],
        '/-/admin/settings/': ['title', 'locale', 'timeZone'],
        '/-/admin/jobs/failed': ['id', 'do', 'which', 'back'],
        '/-/comments/': ['post', 'parent', 'text', 'name', 'quote', 'token'],
        '/-/comments/preview': ['post', 'text'],
        '/-/comments/leave': ['post', 'go', 'text'],
        '/-/subscriptions/new': ['post', 'email', 'reply', 'rhythm'],
        '/-/account/replies/link': ['email'],
      };
      for (const [path, names] of Object.entries(forms))
        for (const name of names)
          for (const value of [...odd, '\0', '\ud800']) {
            const { status } = await owner.post(path, { post: '1', [name]: value });
            assert.ok(status < 500, `${path} ${name}=${JSON.stringify(value)}: ${status}`);
          }
      await blog.close();
    });
  });
