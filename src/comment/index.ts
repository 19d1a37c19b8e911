import type { Feature, Route } from '../kit/feature.ts';
import { idIn } from '../kit/http/form.ts';
import { createLimit, type Limit } from '../kit/limit.ts';
import type { World } from '../kit/world.ts';
import { ask, askJob, onTaught, tell, tellJob } from './akismet.ts';
import { commentChecks } from './check.ts';
import { stretchChecks } from './check-stretch.ts';
import { type ReaderDeed, showDeed, takeDeed } from './deed-web.ts';
import { dropOldDrafts } from './draft.ts';
import { replyAddress } from './form.ts';
import { faceJob, facesAddress, keepFace, onShown, serveFace } from './gravatar.ts';
import { draftLimit, leaveForm, showPreview } from './leave-web.ts';
import type { ReplyPages } from './values.ts';
import { showComment, takeReply } from './web.ts';

/** How long the network is known that a reply came from, in milliseconds: two weeks. */
const networkKnownFor = 14 * 86_400_000;

/** Replying. `pages` show posts and their threads, which this may not import. */
export function commentFeature(pages: ReplyPages): Feature {
  return {
    name: 'comment',
    routes: routesOf(pages),
    jobs: {
      [askJob]: { slow: true, run: ask },
      [tellJob]: { slow: true, run: tell },
      [faceJob]: { slow: true, run: keepFace },
    },
    events: { 'comment.taught': onTaught, 'comment.live': onShown },
    checks: [...commentChecks, ...stretchChecks],
    schedules: [{ name: 'comment.forget', everySeconds: 6 * 3600, run: forget }],
  };
}

function routesOf(pages: ReplyPages): readonly Route[] {
  return [
    {
      method: 'POST',
      pattern: replyAddress,
      handle: (world, request, { siteId }) => takeReply(pages, world, request, siteId),
    },
    {
      method: 'GET',
      pattern: `${replyAddress}:id`,
      handle: (world, request, { siteId, params }) =>
        showComment(pages, world, request, siteId, idIn(params.id)),
    },
    {
      method: 'POST',
      pattern: `${replyAddress}preview`,
      handle: (world, request, { siteId }) => showPreview(pages, world, request, siteId),
    },
    leaving(pages),
    {
      method: 'GET',
      pattern: `${facesAddress}:name`,
      handle: (world, _request, { params }) => serveFace(world, params.name ?? ''),
    },
    ...deeds.flatMap((deed) => deedRoutes(pages, deed)),
  ];
}

function leaving(pages: ReplyPages): Route {
  let limit: Limit | undefined;
  return {
    method: 'POST',
    pattern: `${replyAddress}leave`,
    handle: (world, request, { siteId }) => {
      limit ??= createLimit({ ...draftLimit, clock: world.clock, secret: world.secret });
      return leaveForm(pages, limit, world, request, siteId);
    },
  };
}

const deeds: readonly ReaderDeed[] = ['like', 'report', 'edit', 'delete'];

function deedRoutes(pages: ReplyPages, deed: ReaderDeed): readonly Route[] {
  const pattern = `${replyAddress}:id/${deed}`;
  const by =
    (answer: typeof showDeed): Route['handle'] =>
    (world, request, { siteId, params }) =>
      answer(pages, world, request, { siteId, id: idIn(params.id), deed });
  return [
    { method: 'GET', pattern, handle: by(showDeed) },
    { method: 'POST', pattern, handle: by(takeDeed) },
  ];
}

/** Networks of replies, bans and drafts whose time is over. */
async function forget(world: World): Promise<void> {
  const now = world.clock.now();
  const before = new Date(now.getTime() - networkKnownFor).toISOString();
  await world.db.write(async (tx) => {
    await tx.db
      .updateTable('comment')
      .set({ network: null })
      .where('network', 'is not', null)
      .where('published_at', '<', before)
      .execute();
    for (const table of ['comment_like', 'comment_report'] as const)
      await tx.db
        .updateTable(table)
        .set({ network: null })
        .where('network', 'is not', null)
        .where('created_at', '<', before)
        .execute();
    await tx.db.deleteFrom('ban').where('expires_at', '<', now.toISOString()).execute();
    await dropOldDrafts(tx);
  });
}
