import { replyAddress } from '../comment/form.ts';
import type { DeedShown } from '../comment/values.ts';
import { trusted } from '../kit/html.ts';
import { commentHref } from './comment-address.ts';
import { faceOf } from './face.ts';
import { frameOf } from './frame.ts';
import type { DeedPage } from './page.ts';
import type { Replying } from './replying.ts';
import { readEntry } from './thread.ts';
import type { Visit } from './visit.ts';

/** The page about one reply: what will be done with it, and the form that does it. */
export async function deedPage(
  visit: Visit,
  {
    replying,
    postId,
    commentId,
  }: { readonly replying: Replying; readonly postId: number; readonly commentId: number },
  { deed, senders, text, reason, problem, notice }: DeedShown,
): Promise<DeedPage | undefined> {
  const row = await readEntry(visit.reader, commentId);
  if (!row) return undefined;
  const title = visit.t('reply.deed.title', { deed });
  return {
    kind: 'deed',
    frame: await frameOf(visit, { title }),
    deed,
    title,
    action: `${replyAddress}${commentId}/${deed}`,
    back: (await commentHref(visit, commentId, senders)) ?? '/',
    post: postId,
    token: replying.token(visit.site.id, postId),
    reply: { author: row.name, face: faceOf(row), body: trusted(row.html), dir: row.dir },
    text: text ?? '',
    ...(reason !== undefined && { reason }),
    ...(problem !== undefined && { problem }),
    ...(notice !== undefined && { notice }),
  };
}
