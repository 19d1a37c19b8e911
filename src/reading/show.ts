import { escapeHtml, trusted } from '../kit/html.ts';
import { hrefOf } from '../post/permalink.ts';
import { type Cited, citedNames, readCited } from '../quotation/cited.ts';
import { policyOf } from '../republish/republication.ts';
import { historyPath, provenancePath } from '../revision/publication.ts';
import { type PostTerm, readBelongings } from './belonging.ts';
import { recentPost } from './block.ts';
import { authorLink, termLink } from './card.ts';
import { withSlash } from './comment-address.ts';
import { frameOf } from './frame.ts';
import { readPosts } from './list.ts';
import type { AuthorLink, Link, PasswordPage, Picture, PostPage } from './page.ts';
import { pictureOf } from './picture.ts';
import { type Neighbour, type ReadPost, readAncestors, readNeighbours, readRelated } from './post.ts';
import { profilesOf } from './profile.ts';
import { note, type Reader } from './reader.ts';
import { threadOf } from './replies.ts';
import type { Replying, ReplyState } from './replying.ts';
import { type Sourced, sourcedPost } from './source-block.ts';
import type { Staff } from './staff.ts';
import { postData } from './structured-data.ts';
import { absolute, type Visit } from './visit.ts';

/** Which page of a post, and of its replies. */
export type Showing = { readonly part: number; readonly commentPage: number; readonly front: boolean };

/** By whom the replies are read, and what their form is to say. */
export type ReplyShowing = { readonly replying: Replying; readonly state: ReplyState };

/** The page of a post. Undefined past the last page of its replies. */
export async function postPage(
  visit: Visit,
  post: ReadPost,
  showing: Showing,
  replies: ReplyShowing,
): Promise<PostPage | undefined> {
  const { reader, site } = visit;
  const staff = replies.state.known?.staff;
  const belongings = await readBelongings(reader, [post.id]);
  const authors = belongings.authors.get(post.id) ?? [];
  const terms = belongings.terms.get(post.id) ?? [];
  const pictures = await pictureOf(
    reader,
    [post.picture_id, ...authors.map(({ picture_id }) => picture_id)].filter((id) => id !== null),
  );
  const thread = await threadOf(visit, post, { page: showing.commentPage, authors, ...replies });
  if (thread === 'missing') return undefined;
  const picture = post.picture_id === null ? undefined : pictures.get(post.picture_id);
  const authorLinks = authors.map((author) => authorLink(author, pictures));
  const neighbours =
    post.type === 'post' ? await readNeighbours(reader, post) : { older: undefined, newer: undefined };
  const path = post.path ?? '/';
  const boxed = post.type === 'post' && site.settings.authorBox;
  const outline = JSON.parse(post.outline) as PostPage['contents'];
  const sourced = await sourcedPost(reader, post);
  const offer = offerHref(visit, post, sourced);
  const cited = await citedIn(reader, post);
  return {
    kind: 'post',
    frame: await postFrame(visit, post, { ...showing, authors: authorLinks, terms, picture, sourced, cited }),
    type: post.type,
    front: showing.front,
    id: post.id,
    title: post.title,
    dir: post.dir,
    authors: authorLinks,
    publishedAt: post.published_at ?? '',
    minutes: post.minutes,
    body: trusted(post.html),
    contents: site.settings.contentsFrom > 0 && outline.length >= site.settings.contentsFrom ? outline : [],
    parts: { page: showing.part, hrefs: partHrefs(path, post.parts) },
    categories: linksOf(terms, 'category'),
    tags: linksOf(terms, 'tag'),
    permalink: absolute(visit, path),
    breadcrumb: post.type === 'page' ? (await readAncestors(reader, post.parent_id)).flatMap(linkTo) : [],
    profiles: boxed
      ? await profilesOf(
          reader,
          authors.map(({ id }) => id),
        )
      : [],
    related: await relatedTo(visit, post, terms),
    ...(post.lang !== null && { lang: post.lang }),
    ...(post.updated_at !== null && { updatedAt: post.updated_at }),
    ...(post.versions !== null &&
      post.password === null && { history: { href: historyPath(post.id), changed: post.versions > 1 } }),
    ...(sourced && showing.part === 1 && { source: sourced.block }),
    ...(offer !== undefined && { offer }),
    ...(picture && leads(picture, post.html, showing) && { picture }),
    ...(neighbours.newer && first('newer', linkTo(neighbours.newer))),
    ...(neighbours.older && first('older', linkTo(neighbours.older))),
    ...(thread && { thread }),
    ...(staff && { staff: await linksFor(staff, post.id) }),
  };
}

async function linksFor({ desk, rightsTo }: Staff, postId: number): Promise<NonNullable<PostPage['staff']>> {
  const edit = (await rightsTo(postId))?.edit;
  return { desk, ...(edit !== undefined && { edit }) };
}

/** Whether a post's picture stands above its text: on the first page, unless the text begins with it. */
function leads({ src }: Picture, text: string, { part }: Showing): boolean {
  const first = /^\s*<figure[^>]*>(?:<a [^>]*>)?(?:<picture>(?:<source [^>]*>)*)?<img src="([^"]*)"/.exec(
    text,
  );
  return part === 1 && first?.[1] !== escapeHtml(src);
}

/** The page of a post whose password was not given, or wrongly. Only the title is told. */
export async function passwordPage(
  visit: Visit,
  post: ReadPost,
  refused?: PasswordPage['refused'],
): Promise<PasswordPage> {
  return {
    kind: 'password',
    frame: await frameOf(visit, { title: post.title }),
    title: post.title,
    dir: post.dir,
    action: hrefOf(post.path ?? '/'),
    ...(refused && { refused }),
  };
}

type Around = Showing & {
  readonly authors: readonly AuthorLink[];
  readonly terms: readonly PostTerm[];
  readonly picture: Picture | undefined;
  readonly sourced: Sourced | undefined;
  readonly cited: readonly Cited[];
};

async function postFrame(visit: Visit, post: ReadPost, around: Around) {
  const { part, commentPage, authors, terms, picture, front, sourced } = around;
  const path = post.path ?? '/';
  const pages = partPaths(path, post.parts);
  const title = front
    ? ''
    : part > 1
      ? visit.t('title.paged', { title: post.title, page: part })
      : post.title;
  const tags = terms.filter(({ taxonomy }) => taxonomy === 'tag').map(({ name }) => name);
  const canonicalPath = front
    ? '/'
    : commentPage > 1
      ? `${withSlash(path)}comment-page-${commentPage}/`
      : (pages[part - 1] ?? path);
  return frameOf(visit, {
    title,
    description: post.password === null ? post.summary : '',
    ...indexing(sourced, canonicalPath),
    ...(post.type === 'post' && post.password === null && { oEmbed: path }),
    feeds:
      post.comments_open === 1 || post.comment_count > 0
        ? [
            {
              title: visit.t('feed.thread', { site: visit.site.title, title: post.title }),
              path: `${withSlash(path)}feed/`,
            },
          ]
        : [],
    openGraph: {
      type: 'article',
      authors: authors.map(({ name }) => name),
      tags,
      ...(post.published_at !== null && { publishedTime: post.published_at }),
      ...(post.updated_at !== null && { modifiedTime: post.updated_at }),
      ...(picture && {
        image: {
          url: visit.origin + picture.src,
          width: picture.width,
          height: picture.height,
          alt: picture.alt,
        },
      }),
    },
    jsonLd: postData(visit, post, {
      authors,
      terms,
      picture,
      cited: around.cited,
      ...(sourced && { sources: sourced.block.entries }),
    }),
    ...(post.password === null && { provenance: provenancePath(post.id) }),
    previous: part > 1 ? pages[part - 2] : undefined,
    next: pages[part],
  });
}

/** What it quotes, with what that is bound to; of a post without quotations nothing is read. */
async function citedIn(reader: Reader, { id, quotes }: ReadPost): Promise<readonly Cited[]> {
  if (quotes === null) return [];
  const cited = await readCited(reader.db, reader.siteId, id);
  note(reader, ...citedNames(id, cited));
  return cited;
}

/** A copy of another's text tells search engines where the original stands, or that they are to keep none. */
function indexing(sourced: Sourced | undefined, canonical: string) {
  switch (sourced && policyOf(sourced.republications)) {
    case 'noindex':
      return {};
    case 'source-canonical':
      return { canonical, original: sourced?.original ?? undefined };
    default:
      return { canonical };
  }
}

/** Where others find how they may take the post over: one's own, whole and open to everybody. */
function offerHref(
  { site }: Visit,
  { id, type, password, offered }: ReadPost,
  sourced: Sourced | undefined,
): string | undefined {
  const open = offered === null ? site.settings.republishLicence !== '' : offered === 1;
  return open && type === 'post' && password === null && !sourced ? `/-/posts/${id}/republish/` : undefined;
}

function partPaths(path: string, parts: number): readonly string[] {
  return Array.from({ length: parts }, (_, index) =>
    index === 0 ? path : `${withSlash(path)}${index + 1}/`,
  );
}

function partHrefs(path: string, parts: number): readonly string[] {
  return parts > 1 ? partPaths(path, parts).map(hrefOf) : [];
}

function linksOf(terms: readonly PostTerm[], taxonomy: PostTerm['taxonomy']) {
  return terms.filter((term) => term.taxonomy === taxonomy).map(termLink);
}

function linkTo({ title, path }: Neighbour): readonly Link[] {
  return path === null ? [] : [{ label: title, href: hrefOf(path) }];
}

function first<Key extends string>(key: Key, links: readonly Link[]): Partial<Record<Key, Link>> {
  const [link] = links;
  return link ? ({ [key]: link } as Record<Key, Link>) : {};
}

/** Posts that share its tags; its categories, where it has none. */
async function relatedTo({ reader, site }: Visit, post: ReadPost, terms: readonly PostTerm[]) {
  if (post.type !== 'post' || site.settings.related === 0) return [];
  const tags = terms.filter(({ taxonomy }) => taxonomy === 'tag');
  const shared = (tags.length > 0 ? tags : terms).map(({ id }) => id);
  const posts = await readPosts(reader, await readRelated(reader, post.id, shared, site.settings.related));
  return posts.map(recentPost);
}
