import type { DeedShown, SentReply } from '../comment/values.ts';
import type { Incoming, Reply } from '../kit/http/index.ts';
import { pageOfComment } from './comment-address.ts';
import { deedPage } from './deed.ts';
import { isOpenTo } from './lock.ts';
import { readPostById } from './post.ts';
import type { Reading } from './reading.ts';
import { missing, privately } from './rendered.ts';
import { passwordPage, postPage } from './show.ts';
import { readPosition } from './thread.ts';
import type { Visit } from './visit.ts';

/** A page of its own about one reply, for whoever may see that. */
export async function answerDeed(
  visit: Visit,
  request: Incoming,
  reading: Reading,
  commentId: number,
  deed: DeedShown,
  status = 200,
): Promise<Reply> {
  const position = await readPosition(visit.reader, commentId, deed.senders);
  const found = position && (await readPostById(visit.reader, position.postId, 1));
  if (!found) return missing(visit, reading, 404);
  const { replying } = reading;
  const known = await replying.known(request, visit.site);
  if (!(await isOpenTo(visit, request, reading, found, known)))
    return privately(reading, await passwordPage(visit, found));
  const made = await deedPage(visit, { replying, postId: found.id, commentId }, deed);
  return made ? privately(reading, made, status) : missing(visit, reading, 404);
}

/**
 * The page of a post with the form that somebody sent, as it was sent: nothing of it is lost. On the page of the
 * reply that it answers, where that can be found.
 */
export async function answerWithForm(
  visit: Visit,
  request: Incoming,
  reading: Reading,
  postId: number,
  sent: SentReply,
  status = 200,
): Promise<Reply> {
  const found = await readPostById(visit.reader, postId, 1);
  if (!found) return missing(visit, reading, 404);
  const { replying } = reading;
  const known = await replying.known(request, visit.site);
  if (!(await isOpenTo(visit, request, reading, found, known)))
    return privately(reading, await passwordPage(visit, found));
  const { parent } = sent.values;
  const commentPage = parent === undefined ? 1 : ((await pageOfComment(visit, parent)) ?? 1);
  const front = found.id === visit.site.settings.frontPage;
  const shown = await postPage(
    visit,
    found,
    { part: 1, commentPage, front },
    { replying, state: { known, sent } },
  );
  return shown ? privately(reading, shown, status) : missing(visit, reading, 404);
}
