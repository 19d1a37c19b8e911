import assert from 'node:assert/strict';
import { type Actor, visitor } from '../../src/account/may.ts';
import { replyToken } from '../../src/comment/form.ts';
import { receiveComment } from '../../src/comment/receive.ts';
import { setCommentStatus } from '../../src/comment/save-status.ts';
import type { Submission } from '../../src/comment/submission.ts';
import { readSite } from '../../src/site/read.ts';
import { updateSite } from '../../src/site/save.ts';
import type { SettingsChange } from '../../src/site/settings.ts';
import type { Blog } from './blog.ts';
import { penOf } from './pen.ts';

/** What a visitor sends; what is left out is as an honest guest has it. */
export type Sent = Partial<Omit<Submission, 'site' | 'from' | 'form'>> & {
  readonly name?: string;
  readonly email?: string;
  readonly url?: string;
  /** The number of the browser. */
  readonly key?: string;
  readonly address?: string;
  readonly trap?: string;
  /** How long they wrote, as the clock is told it. */
  readonly after?: string;
  readonly token?: string;
};

/** A blog with a post, and visitors who reply to it by the one way in. */
export async function visitorsOf(blog: Blog) {
  const { world, clock } = blog;
  const pen = penOf(blog);
  const postId = await pen.post({
    title: 'Silt',
    text: 'The harbour was dredged in May.\n\nNobody asked why.',
    publishedAt: '2026-05-20T08:00:00.000Z',
  });
  const send = async (sent: Sent = {}) => {
    const { name = 'Ada', email = '', url = '', key = 'a'.repeat(32), address = '192.0.2.7', ...rest } = sent;
    const { trap = '', after = '1 minute', token, ...more } = rest;
    const site = await readSite(world.db, blog.site.id);
    assert.ok(site);
    const made = token ?? replyToken(world, site.id, more.postId ?? postId);
    clock.advance(after);
    return receiveComment(world, {
      postId,
      author: { kind: 'guest', name, email, url },
      text: 'Because of the *silt*.',
      format: 'markdown',
      ...more,
      site,
      from: { address, readerKey: key },
      form: { token: made, trap },
    });
  };
  return {
    pen,
    postId,
    send,
    /** The same, and it was taken. */
    taken: async (sent: Sent = {}) => {
      const received = await send(sent);
      assert.ok(received.ok, received.ok ? '' : received.reason);
      return received;
    },
    set: async (settings: SettingsChange) => {
      const saved = await world.db.write((tx) => updateSite(tx, blog.site.id, { settings }));
      assert.ok(saved.ok);
    },
    approve: (id: number) =>
      world.db.write((tx) => setCommentStatus(tx, blog.site.id, id, 'live', { by: null })),
    spam: (id: number) =>
      world.db.write((tx) => setCommentStatus(tx, blog.site.id, id, 'spam', { by: null })),
    row: (id: number) =>
      world.db.read
        .selectFrom('comment')
        .innerJoin('identity', 'identity.id', 'comment.identity_id')
        .selectAll('comment')
        .select(['identity.author_id', 'identity.account_id', 'identity.avatar', 'identity.email'])
        .where('comment.id', '=', id)
        .executeTakeFirstOrThrow(),
  };
}

/** An account as it signs a reply, with what it may do. */
export function signedInAs(
  accountId: number,
  role: 'editor' | 'owner' | 'subscriber',
  siteId: number,
): Submission['author'] {
  const email = `${role}@people.example`;
  const owner = role === 'owner';
  const account = { id: accountId, login: role, email, name: `The ${role}`, locale: 'en', owner };
  const roles = new Map(role === 'owner' ? [] : [[siteId, role] as const]);
  const actor: Actor = { ...visitor, kind: 'account', accountId, owner, roles };
  return { kind: 'account', account: account as never, actor };
}
