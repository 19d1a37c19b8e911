import { type Document, type Limit, parseMarkdown, rewriteReferences } from '../../document/index.ts';
import type { Transaction } from '../../kit/database/index.ts';
import type { PostWrite } from '../../post/post.ts';
import { createPost, type PublishingSite, updatePost } from '../../post/save.ts';
import { type Ids, needed } from './ids.ts';
import { pictureOf, utc, type WrittenPictures } from './pictures.ts';
import type { Demo } from './read.ts';
import type { DemoPage, DemoPost } from './shapes.ts';

type Written = {
  readonly pictures: WrittenPictures;
  readonly authors: Ids;
  readonly terms: Ids;
  readonly sources: Ids;
  readonly now: string;
};

/** Posts by slug, pages by their path (`about/contact`). */
export async function writeTexts(
  tx: Transaction,
  site: PublishingSite,
  demo: Demo,
  written: Written,
): Promise<{ readonly posts: Ids; readonly pages: Ids }> {
  const pages = new Map<string, number>();
  for (const page of demo.pages) {
    const parentId = page.parent === undefined ? undefined : needed(pages, page.parent);
    const { id } = await createPost(tx, site, pageWrite(page, parentId, written), written);
    pages.set(page.parent === undefined ? page.slug : `${page.parent}/${page.slug}`, id);
  }
  const posts = new Map<string, number>();
  for (const post of demo.posts) {
    posts.set(post.slug, await writePost(tx, site, post, written));
  }
  return { posts, pages };
}

/** A post that was corrected is written as it was first, and then each time that it was mended. */
async function writePost(
  tx: Transaction,
  site: PublishingSite,
  post: DemoPost,
  written: Written,
): Promise<number> {
  const [first = post, ...mended] = states(post);
  const now = mended.length === 0 ? written.now : utc(post.date);
  const { id } = await createPost(tx, site, postWrite(first, written), { now });
  for (const [index, state] of mended.entries()) {
    const { at, note } = post.corrections[index]!;
    const announcement = { note, correction: true };
    const saved = await updatePost(tx, site, id, postWrite(state, written), { now: utc(at), announcement });
    if (!saved.ok) throw new Error(`demo/${post.file}: ${saved.reason}`);
  }
  return id;
}

/** A post as it stood after each correction, the first one as it was published. */
export function states(post: DemoPost): readonly DemoPost[] {
  const result: DemoPost[] = [post];
  for (const { at, changes } of post.corrections.toReversed()) {
    const [after = post] = result;
    let { body } = after;
    for (const { now, was } of changes) {
      if (!body.includes(now)) throw new Error(`demo/${post.file}: "${now}" does not stand in it`);
      body = body.replace(now, () => was);
    }
    result[0] = { ...after, updated: after.updated ?? at };
    result.unshift({ ...after, updated: undefined, body });
  }
  return result;
}

function postWrite(post: DemoPost, written: Written): PostWrite {
  const { status, password, excerpt, sticky, commentsOpen, categories, tags } = post;
  return {
    ...shared(post, written),
    type: 'post',
    status,
    sticky,
    commentsOpen,
    terms: [
      ...categories.map((slug) => needed(written.terms, slug)),
      ...tags.map((slug) => needed(written.terms, `tag:${slug}`)),
    ],
    ...(excerpt !== undefined && { excerpt }),
    ...(password !== undefined && { password }),
    ...(status === 'published' && { publishedAt: utc(post.date) }),
  };
}

function pageWrite(page: DemoPage, parentId: number | undefined, written: Written): PostWrite {
  const { order, commentsOpen } = page;
  return {
    ...shared(page, written),
    type: 'page',
    status: 'published',
    menuOrder: order,
    commentsOpen,
    terms: [],
    publishedAt: utc(page.date),
    ...(parentId !== undefined && { parentId }),
  };
}

function shared(
  { title, slug, lang, authors, updated, featured, file, body }: DemoPost | DemoPage,
  written: Written,
) {
  return {
    title,
    slug,
    lang,
    document: documentOf(file, body, written),
    authors: authors.map((author) => needed(written.authors, author)),
    ...(updated !== undefined && { updatedAt: utc(updated) }),
    ...(featured !== undefined && { pictureId: needed(written.pictures, featured).id }),
  };
}

/** A text of the demonstration as a document, its pictures at their addresses in the site. */
function documentOf(file: string, markdown: string, { pictures, sources }: Written): Document {
  return rewriteReferences(quotingDocument(file, markdown, sources), (_, address) => {
    const picture = pictureOf(address);
    return picture === undefined ? undefined : needed(pictures, picture).href;
  });
}

/** The same with pictures as the file names them: enough to look for what it quotes. */
export function quotingDocument(file: string, markdown: string, sources: Ids): Document {
  return plainDocument(file, withSourceIds(markdown, sources), 'writer');
}

export function plainDocument(file: string, markdown: string, limit: Limit): Document {
  const parsed = parseMarkdown(markdown, { limit });
  if (!parsed.ok) throw new Error(`demo/${file}: ${parsed.reason}`);
  return parsed.document;
}

/** The files name sources by their keys; a document, by their numbers. */
export function withSourceIds(markdown: string, sources: Ids): string {
  return markdown.replaceAll(/(?<=\{[^{}\n]*\bsource=|\bdata-source=")[a-z][a-z0-9-]*/g, (key) =>
    String(needed(sources, key)),
  );
}
