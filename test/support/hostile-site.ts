import assert from 'node:assert/strict';
import { createAuthor } from '../../src/author/save.ts';
import { addBan } from '../../src/comment/save-ban.ts';
import { setCommentStatus } from '../../src/comment/save-status.ts';
import type { Reply } from '../../src/kit/http/index.ts';
import { sample } from '../../src/media/sample.ts';
import { storeMedia } from '../../src/media/save.ts';
import { invite } from '../../src/people/invitation.ts';
import type { PostStatus } from '../../src/post/post.ts';
import { updateSite } from '../../src/site/save.ts';
import { saveMenu } from '../../src/site/save-menu.ts';
import type { BlogOptions } from './blog.ts';
import { type Page, signIn } from './browser.ts';
import { attacks, names } from './hostile.ts';
import { openMailServer } from './mail.ts';
import { penOf } from './pen.ts';
import { type Person, personWith } from './person.ts';
import { freePort } from './port.ts';
import { openServer } from './server.ts';
import { visitorsOf } from './visitor.ts';

/** Names that a database can hold and a header of HTTP can carry. */
export const texts = names.map((name) => name.toWellFormed().replaceAll('\0', ''));
export const textAt = (index: number) => texts[index % texts.length] ?? '';

/** A site without a Content-Security-Policy, which is a second wall: what stands before it is tried here. */
export async function openHostileSite(config: NonNullable<BlogOptions['config']> = {}) {
  const mail = await openMailServer();
  const port = await freePort();
  const host = `127.0.0.1:${port}`;
  const server = await openServer({ port, site: { host }, smtpUrl: mail.url, change: unprotected, config });
  const { blog } = server;
  const people = new Map<string, Promise<Person>>();
  const person = (role: 'owner' | 'editor') => {
    const made = people.get(role) ?? personWith(blog.world, blog.site, role);
    people.set(role, made);
    return made;
  };
  return {
    blog,
    mail,
    url: `http://${host}`,
    /** From now on a page's browser is signed in. */
    enter: async (page: Page, role: 'owner' | 'editor') => signIn(page, await person(role), `http://${host}`),
    person,
    close: async () => {
      await server[Symbol.asyncDispose]();
      await mail.close();
    },
  };
}

function unprotected(reply: Reply): Reply {
  const { 'content-security-policy': _, ...headers } = reply.headers;
  return { ...reply, headers };
}

/**
 * What of our own the eye for hostile things takes for one: bars of the desk's pictures, style sheets, bookmarklets, the
 * frame that an archived copy is shown in.
 */
export function isOurs(found: string, url: string, path: string): boolean {
  if (/^\/-\/admin\/($|sources\/|quotations\/)/.test(path) && /^svg( svg| rect)?$/.test(found)) return true;
  if (/^\/-\/captures\/\d+\/$/.test(path) && found === 'iframe') return true;
  const bookmarklet = `a javascript:${encodeURIComponent(`(()=>{open("${url}/`)}`;
  return [
    `style ${url}/-/subscriptions/page.`,
    `style ${url}/-/admin/look/sample.css?`,
    ...(path === '/-/admin/tools/' ? [bookmarklet] : []),
  ].some((own) => found.startsWith(own));
}

export type HostileSite = Awaited<ReturnType<typeof openHostileSite>>;

/** What a site can be told by its writers, all of whom mean ill. */
export async function fillDesk({ blog, person }: HostileSite): Promise<void> {
  const { world, site } = blog;
  const pen = penOf(blog);
  const owner = await person('owner');
  const editor = await person('editor');
  await world.db.write(async (tx) => {
    await tx.db
      .updateTable('account')
      .set({ name: textAt(0) })
      .where('id', '=', owner.accountId)
      .execute();
    await tx.db
      .updateTable('account')
      .set({ name: textAt(8) })
      .where('id', '=', editor.accountId)
      .execute();
    for (const [index, name] of texts.slice(0, 12).entries()) {
      const accountId = index === 0 ? owner.accountId : index === 1 ? editor.accountId : undefined;
      await createAuthor(tx, site.id, {
        name: name.slice(0, 200),
        biography: name,
        honours: [name.slice(0, 200)],
        links: [{ label: name.slice(0, 200), href: `https://far.example/${encodeURIComponent(name)}` }],
        ...(accountId !== undefined && { accountId }),
      });
    }
    await tx.db
      .insertInto('application_password')
      .values(
        texts.slice(0, 12).map((name, index) => ({
          account_id: owner.accountId,
          name,
          hash: `hash-${index}`,
          created_at: '2026-05-21T12:00:00.000Z',
          last_used_on: null,
        })),
      )
      .execute();
    await tx.db
      .insertInto('passkey')
      .values(
        texts.slice(0, 12).map((name, index) => ({
          account_id: owner.accountId,
          host: '127.0.0.1',
          name,
          credential: `credential-${index}`,
          public_key: '',
          counter: 0,
          transports: '[]',
          created_at: '2026-05-21T12:00:00.000Z',
          last_used_on: null,
        })),
      )
      .execute();
    await tx.db
      .updateTable('session')
      .set({ user_agent: textAt(1) })
      .execute();
    await tx.db
      .insertInto('job')
      .values(
        texts.map((error, index) => ({
          site_id: index % 3 === 0 ? null : site.id,
          kind: index % 2 === 0 ? 'media.fetch' : error.slice(0, 100),
          key: `${index} ${error}`,
          payload: JSON.stringify({ url: error }),
          revision: 1,
          run_at: '2026-05-21T12:00:00.000Z',
          attempts: 9,
          failed_at: '2026-05-21T12:00:00.000Z',
          error,
          created_at: '2026-05-21T12:00:00.000Z',
        })),
      )
      .execute();
  });
  const file = await sample(64, 48).png().toBuffer();
  for (const index of [0, 1, 2, 8]) {
    const body = await sample(64 + index, 48)
      .png()
      .toBuffer();
    const facts = { alt: textAt(index + 1), caption: textAt(index + 2), title: textAt(index + 3) };
    await storeMedia(world, site.id, { name: `${textAt(index)}.png`, body, ...facts });
  }
  await storeMedia(world, site.id, { name: 'plain.png', body: file });
  const terms: number[] = [];
  for (const name of texts.slice(0, 12)) terms.push(await pen.category(name), await pen.tag(name));
  const states: readonly PostStatus[] = ['published', 'draft', 'pending', 'private', 'scheduled'];
  for (const [index, status] of [...states, ...states].entries()) {
    const text = index < 5 ? attacks.slice(index * 40, index * 40 + 40).join('\n\n') : textAt(index);
    const id = await pen.post({
      type: index === 5 ? 'page' : 'post',
      status,
      title: textAt(index),
      excerpt: textAt(index + 3),
      text,
      source: { format: index % 2 === 0 ? 'markdown' : 'html', text },
      authors: [1, 2],
      terms: index === 5 ? [] : terms.slice(index, index + 3),
      commentsOpen: true,
      ...(status === 'scheduled' && { publishedAt: '2031-01-01T00:00:00.000Z' }),
      ...(index === 7 && { password: textAt(1) }),
    });
    await pen.change(id, { title: textAt(index + 1), excerpt: textAt(index + 4) });
    if (index < 4)
      await world.db.write((tx) =>
        tx.db
          .insertInto('autosave')
          .values({
            site_id: site.id,
            post_id: id,
            account_id: owner.accountId,
            version: 1,
            fields: JSON.stringify(
              ['title', 'text', 'excerpt', 'slug', 'tags'].map((name) => [name, textAt(index)]),
            ),
            saved_at: '2026-05-21T12:00:00.000Z',
          })
          .execute(),
      );
  }
  await world.db.write(async (tx) => {
    await saveMenu(tx, site.id, {
      name: textAt(0),
      location: 'main',
      items: texts.slice(0, 12).map((label) => ({
        label: label.slice(0, 200),
        target: { kind: 'url', href: '/' },
        children: [{ target: { kind: 'post', id: 1 }, children: [] }],
      })),
    });
    const words = texts.map((text) => text.trim().slice(0, 100)).filter((word) => word !== '');
    const changed = await updateSite(tx, site.id, {
      title: textAt(0),
      tagline: textAt(2),
      settings: {
        wordsHeld: words,
        wordsSpam: words.slice(0, 3),
        premoderation: 'nobody',
        maxLinks: 1000,
        footer: [
          { kind: 'text', title: textAt(1).slice(0, 200), markdown: texts.join('\n\n').slice(0, 20_000) },
          { kind: 'recent-comments', count: 50 },
          {
            kind: 'blogroll',
            title: textAt(3),
            links: texts.slice(0, 12).map((label) => ({
              label: label.slice(0, 200),
              href: `https://far.example/${encodeURIComponent(label)}`,
              description: label.slice(0, 400),
            })),
          },
        ],
      },
    });
    assert.deepEqual(changed, { ok: true });
    for (const [index, label] of texts.slice(0, 12).entries())
      await addBan(
        tx,
        site.id,
        { kind: 'sender', value: `sender-${index}`, label, effect: 'spam' },
        { by: owner.accountId, note: label },
      );
  });
  for (const [index, text] of texts.slice(0, 4).entries())
    await invite(world, site, {
      email: `guest${index}+x@people.example`,
      role: 'author',
      by: { id: owner.accountId, name: text },
    });
}

/** What guests can tell a site, by the one way in: as Markdown, as HTML, and by the API. */
export async function fillThread(hostile: HostileSite): Promise<void> {
  const { blog } = hostile;
  const { world, site } = blog;
  const { taken, send, postId } = await visitorsOf(blog);
  const said: number[] = [];
  for (const [index, text] of [...texts, ...attacks.filter((_, at) => at % 60 === 0)].entries()) {
    if (text.trim() === '' || text.length > 15_000) continue;
    const sent = {
      text,
      format: index % 2 === 0 ? 'markdown' : 'html',
      name: textAt(index) || 'Nobody',
      url: index % 3 === 0 ? textAt(index) : `https://far.example/?${textAt(index)}`,
      email: `reader${index}@people.example`,
      key: index.toString(16).padStart(32, '0'),
      address: `2001:db8:${index.toString(16)}::1`,
    } as const;
    const received = await send(sent);
    if (received.ok) said.push(received.id);
    else assert.match(received.reason, /empty|name-missing|too-long/);
  }
  assert.ok(said.length > 50, `${said.length} replies were taken`);
  for (const [index, name] of texts.entries()) {
    const email = `"${name}"@people.example`;
    const refused = await send({ email, name: 'Nobody', address: `2001:db8:ff${index}::1` });
    if (!refused.ok) assert.equal(refused.reason, 'bad-email');
  }
  const posted = await blog.send(
    'POST',
    '/wp-json/wp/v2/comments',
    { 'content-type': 'application/json' },
    JSON.stringify({
      post: postId,
      author_name: textAt(0),
      author_email: 'program@people.example',
      author_url: textAt(8),
      content: `${textAt(1)} by a program`,
    }),
  );
  assert.equal(posted.status, 201, posted.text);
  await taken({ name: 'Ada', text: 'What a calm answer.', key: 'f'.repeat(32), address: '192.0.2.99' });
  await world.db.write(async (tx) => {
    for (const [index, id] of said.entries())
      await setCommentStatus(
        tx,
        site.id,
        id,
        (['live', 'live', 'spam', 'removed', 'pending'] as const)[index % 5]!,
        {
          by: index % 4 === 0 ? null : 1,
          note: textAt(index),
        },
      );
    await tx.db
      .insertInto('comment_report')
      .values(
        said.slice(0, 12).map((id, index) => ({
          site_id: site.id,
          comment_id: id,
          sender: `reporter-${index}`,
          network: null,
          reason: 'other' as const,
          note: textAt(index),
          created_at: '2026-05-21T12:00:00.000Z',
        })),
      )
      .execute();
    await tx.db.updateTable('comment').set({ reports: 1 }).where('id', 'in', said.slice(0, 12)).execute();
    await tx.db
      .updateTable('comment')
      .set({ edit_note: textAt(0) })
      .where('id', 'in', said.slice(0, 6))
      .execute();
  });
}
