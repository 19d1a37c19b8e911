import { join } from './kit/html.ts';
import type { Memo } from './kit/memo.ts';
import type { PreviewedPost, PreviewPage } from './post/index.ts';
import { readAuthorRows } from './reading/author.ts';
import { authorLink, termLink } from './reading/card.ts';
import { frameOf } from './reading/frame.ts';
import type { PostPage, Theme } from './reading/page.ts';
import { pictureOf } from './reading/picture.ts';
import { profilesOf } from './reading/profile.ts';
import { sourcedOf } from './reading/source-block.ts';
import { type Visit, visitFor } from './reading/visit.ts';
import { previewParts } from './republish/preview.ts';

/** The page of a post that nobody but its writer sees: as the theme will show it, without replies. */
export function previewPageOf(theme: Theme, memo: Memo): PreviewPage {
  return async (world, request, site, post) => {
    const visit = visitFor(world.db, memo, site, request);
    const page = await pageOf({ ...visit, path: '/-/preview/' }, post);
    const parts = await previewParts(world, site.id, post.republished);
    const sourced = await sourcedOf(visit.reader, parts);
    return theme.render(sourced ? { ...page, source: sourced.block } : page);
  };
}

/** All pages of a post that has several stand below each other: nothing of it is to be overlooked. */
async function pageOf(visit: Visit, post: PreviewedPost): Promise<PostPage> {
  const { reader, site, t } = visit;
  const { rendered, pictureId } = post;
  const authors = [...(await readAuthorRows(reader, post.authors)).values()];
  const pictures = await pictureOf(reader, [
    ...(pictureId === undefined ? [] : [pictureId]),
    ...authors.flatMap(({ picture_id }) => picture_id ?? []),
  ]);
  const terms = await termsOf(visit, post.terms);
  const picture = pictureId === undefined ? undefined : pictures.get(pictureId);
  const outline = rendered.parts.flatMap((part) => part.outline);
  const { contentsFrom, authorBox } = site.settings;
  return {
    kind: 'post',
    frame: await frameOf(visit, { title: `${t('post-desk.preview')}: ${post.title}` }),
    type: post.type,
    front: false,
    id: 0,
    title: post.title,
    dir: rendered.dir,
    authors: authors.map((author) => authorLink(author, pictures)),
    publishedAt: post.publishedAt,
    minutes: rendered.minutes,
    body: join(
      rendered.parts.map(({ html }) => html),
      '\n',
    ),
    contents: contentsFrom > 0 && outline.length >= contentsFrom ? outline : [],
    parts: { page: 1, hrefs: [] },
    categories: terms.filter(({ taxonomy }) => taxonomy === 'category').map(termLink),
    tags: terms.filter(({ taxonomy }) => taxonomy === 'tag').map(termLink),
    permalink: '',
    breadcrumb: [],
    profiles: post.type === 'post' && authorBox ? await profilesOf(reader, post.authors) : [],
    related: [],
    ...(post.lang !== undefined && { lang: post.lang }),
    ...(picture && { picture }),
  };
}

async function termsOf({ reader }: Visit, ids: readonly number[]) {
  if (ids.length === 0) return [];
  return reader.db.read
    .selectFrom('term')
    .select(['taxonomy', 'name', 'path'])
    .where('site_id', '=', reader.siteId)
    .where('id', 'in', ids)
    .execute();
}
