import { type Arrival, addComment, type IdentityWrite } from '../../comment/save.ts';
import { likeComment } from '../../comment/save-like.ts';
import { anchorIn, readText } from '../../comment/text.ts';
import type { Transaction } from '../../kit/database/index.ts';
import { type Ids, needed } from './ids.ts';
import { utc } from './pictures.ts';
import type { Demo } from './read.ts';
import type { DemoThread } from './shapes.ts';
import { plainDocument } from './texts.ts';

type Reply = DemoThread['comments'][number] & { readonly post: string };

/** Every thread, in the order in which it was written over all of them. How many comments there are. */
export async function writeComments(
  tx: Transaction,
  siteId: number,
  demo: Demo,
  written: { readonly posts: Ids; readonly authors: Ids },
): Promise<number> {
  const replies = demo.threads
    .flatMap(({ post, comments }) => comments.map((comment): Reply => ({ ...comment, post })))
    .sort((a, b) => a.at.localeCompare(b.at) || a.id - b.id);
  const ids = new Map<string, number>();
  for (const reply of replies) {
    const { post, id, parent, author, at, text, held, likes = 0 } = reply;
    const added = await addComment(tx, siteId, {
      postId: needed(written.posts, post),
      identity: identityOf(reply, demo, written.authors),
      document: plainDocument(`comments, ${post} ${id}`, text, author === undefined ? 'guest' : 'writer'),
      original: text,
      origin: 'local',
      status: held === undefined ? 'live' : 'pending',
      publishedAt: utc(at),
      arrival: await arrivalOf(tx, siteId, reply, needed(written.posts, post)),
      ...(parent !== undefined && { parentId: needed(ids, `${post} ${parent}`) }),
    });
    if (!added.ok) throw new Error(`demo/comments, ${post} ${id}: ${added.reason}`);
    ids.set(`${post} ${id}`, added.id);
    for (let reader = 1; reader <= likes; reader++)
      await likeComment(tx, siteId, added.id, { sender: `demo-${reader}`, liked: true });
  }
  return ids.size;
}

/** What the phases would have found, and the passage that it speaks of. */
async function arrivalOf(
  tx: Transaction,
  siteId: number,
  { post, id, text, quote, held, rank, lang }: Reply,
  postId: number,
): Promise<Arrival> {
  const name = `demo/comments, ${post} ${id}`;
  const read = readText(text, 'markdown');
  if (!read.ok) throw new Error(`${name}: ${read.reason}`);
  const sender = held && `demo-${post}-${id}`;
  const facts = { format: 'markdown', reasons: held ?? [], rank, digest: read.digest, lang, sender } as const;
  if (quote === undefined) return facts;
  const { text: words } = await tx.db
    .selectFrom('post_document')
    .select('text')
    .where('site_id', '=', siteId)
    .where('post_id', '=', postId)
    .executeTakeFirstOrThrow();
  const anchor = anchorIn(words, quote);
  if (anchor === undefined) throw new Error(`${name}: its passage does not stand in the post`);
  return { ...facts, quote: anchor };
}

function identityOf({ by, url, author }: Reply, { site }: Demo, authors: Ids): IdentityWrite {
  if (author === undefined) return { kind: 'guest', name: by ?? '', ...(url !== undefined && { url }) };
  const name = site.authors.find(({ slug }) => slug === author)?.name ?? author;
  return { kind: 'account', name, authorId: needed(authors, author) };
}
