import { createAuthor } from '../../src/author/save.ts';
import { addComment, type CommentWrite } from '../../src/comment/save.ts';
import { type Document, parseMarkdown } from '../../src/document/index.ts';
import { loadWrite } from '../../src/post/load.ts';
import type { PostWrite } from '../../src/post/post.ts';
import { createPost, deletePost, updatePost } from '../../src/post/save.ts';
import { ensureTerm } from '../../src/term/save.ts';
import type { Blog } from './blog.ts';

export type Draft = Partial<Omit<PostWrite, 'document'>> & { readonly text?: string };

/** Writes on a test's blog by the product's own commands. */
export function penOf({ world, site, clock }: Blog) {
  const now = () => clock.now().toISOString();
  return {
    /** A published post of the author's, unless the draft says otherwise. Its ID. */
    post: async ({ text = 'Some words.', ...draft }: Draft = {}): Promise<number> => {
      const write: PostWrite = {
        type: 'post',
        status: 'published',
        title: 'A post',
        authors: [],
        terms: [],
        ...draft,
        document: documentOf(text),
      };
      return (await world.db.write((tx) => createPost(tx, site, write, { now: now() }))).id;
    },
    change: async (id: number, { text, ...draft }: Draft): Promise<void> => {
      await world.db.write(async (tx) => {
        const known = await loadWrite(tx, site.id, id);
        if (!known) throw new Error(`there is no post ${id}`);
        const document = text === undefined ? known.document : documentOf(text);
        const saved = await updatePost(tx, site, id, { ...known, ...draft, document }, { now: now() });
        if (!saved.ok) throw new Error(saved.reason);
      });
    },
    delete: (id: number) => world.db.write((tx) => deletePost(tx, site, id, { now: now() })),
    category: async (name: string, parentId?: number): Promise<number> =>
      (
        await world.db.write((tx) =>
          ensureTerm(tx, site.id, {
            taxonomy: 'category',
            name,
            ...(parentId !== undefined && { parentId }),
          }),
        )
      ).id,
    tag: async (name: string): Promise<number> =>
      (await world.db.write((tx) => ensureTerm(tx, site.id, { taxonomy: 'tag', name }))).id,
    author: async (name: string, biography = 'Writes.'): Promise<number> => {
      const made = await world.db.write((tx) => createAuthor(tx, site.id, { name, biography }));
      if (!made.ok) throw new Error(made.reason);
      return made.id;
    },
    comment: async (
      postId: number,
      name: string,
      text: string,
      more: Partial<CommentWrite> = {},
    ): Promise<number> => {
      const write: CommentWrite = {
        postId,
        identity: { kind: 'guest', name },
        document: documentOf(text),
        origin: 'local',
        status: 'live',
        publishedAt: now(),
        ...more,
      };
      const added = await world.db.write((tx) => addComment(tx, site.id, write));
      if (!added.ok) throw new Error(added.reason);
      return added.id;
    },
  };
}

export function documentOf(markdown: string): Document {
  const parsed = parseMarkdown(markdown, { limit: 'writer' });
  if (!parsed.ok) throw new Error(parsed.reason);
  return parsed.document;
}
