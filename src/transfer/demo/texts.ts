import { type Document, type Limit, parseMarkdown, rewriteReferences } from '../../document/index.ts';
import type { Transaction } from '../../kit/database/index.ts';
import type { PostWrite } from '../../post/post.ts';
import { createPost, type PublishingSite } from '../../post/save.ts';
import { type Ids, needed } from './ids.ts';
import { pictureOf, utc, type WrittenPictures } from './pictures.ts';
import type { Demo } from './read.ts';
import type { DemoPage, DemoPost } from './shapes.ts';

type Written = {
  readonly pictures: WrittenPictures;
  readonly authors: Ids;
  readonly terms: Ids;
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
    const { id } = await createPost(tx, site, postWrite(post, written), written);
    posts.set(post.slug, id);
  }
  return { posts, pages };
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
    document: documentOf(file, body, 'writer', written.pictures),
    authors: authors.map((author) => needed(written.authors, author)),
    ...(updated !== undefined && { updatedAt: utc(updated) }),
    ...(featured !== undefined && { pictureId: needed(written.pictures, featured).id }),
  };
}

/** A text of the demonstration as a document, its pictures at their addresses in the site. */
export function documentOf(
  file: string,
  markdown: string,
  limit: Limit,
  pictures: WrittenPictures = new Map(),
): Document {
  const parsed = parseMarkdown(markdown, { limit });
  if (!parsed.ok) throw new Error(`demo/${file}: ${parsed.reason}`);
  return rewriteReferences(parsed.document, (_, address) => {
    const picture = pictureOf(address);
    return picture === undefined ? undefined : needed(pictures, picture).href;
  });
}
