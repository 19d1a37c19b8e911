import { addComment, type IdentityWrite } from '../../comment/save.ts';
import type { Transaction } from '../../kit/database/index.ts';
import { type Ids, needed } from './ids.ts';
import { utc } from './pictures.ts';
import type { Demo } from './read.ts';
import type { DemoThread } from './shapes.ts';
import { documentOf } from './texts.ts';

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
    const { post, id, parent, author, at, text } = reply;
    const added = await addComment(tx, siteId, {
      postId: needed(written.posts, post),
      identity: identityOf(reply, demo, written.authors),
      document: documentOf(`comments, ${post} ${id}`, text, author === undefined ? 'guest' : 'writer'),
      original: text,
      origin: 'local',
      status: 'live',
      publishedAt: utc(at),
      ...(parent !== undefined && { parentId: needed(ids, `${post} ${parent}`) }),
    });
    if (!added.ok) throw new Error(`demo/comments, ${post} ${id}: ${added.reason}`);
    ids.set(`${post} ${id}`, added.id);
  }
  return ids.size;
}

function identityOf({ by, url, author }: Reply, { site }: Demo, authors: Ids): IdentityWrite {
  if (author === undefined) return { kind: 'guest', name: by ?? '', ...(url !== undefined && { url }) };
  const name = site.authors.find(({ slug }) => slug === author)?.name ?? author;
  return { kind: 'account', name, authorId: needed(authors, author) };
}
