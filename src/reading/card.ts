import { hrefOf } from '../post/permalink.ts';
import { type PostAuthor, type PostTerm, readBelongings } from './belonging.ts';
import type { ListedPost } from './list.ts';
import type { AuthorLink, Picture, PostCard, TermLink } from './page.ts';
import { pictureOf } from './picture.ts';
import type { Reader } from './reader.ts';

/** Posts of a list as a theme shows them; two questions at most, however many posts. */
export async function cardsOf(reader: Reader, posts: readonly ListedPost[]): Promise<readonly PostCard[]> {
  const { authors, terms } = await readBelongings(
    reader,
    posts.map(({ id }) => id),
  );
  const pictures = await pictureOf(reader, [
    ...posts.flatMap(({ picture_id }) => picture_id ?? []),
    ...[...authors.values()].flat().flatMap(({ picture_id }) => picture_id ?? []),
  ]);
  return posts.map((post) => cardOf(post, authors.get(post.id) ?? [], terms.get(post.id) ?? [], pictures));
}

function cardOf(
  post: ListedPost,
  authors: readonly PostAuthor[],
  terms: readonly PostTerm[],
  pictures: ReadonlyMap<number, Picture>,
): PostCard {
  const locked = post.locked === 1;
  const picture = post.picture_id === null || locked ? undefined : pictures.get(post.picture_id);
  return {
    id: post.id,
    title: post.title,
    href: hrefOf(post.path ?? '/'),
    dir: post.dir,
    authors: authors.map((author) => authorLink(author, pictures)),
    publishedAt: post.published_at ?? '',
    minutes: post.minutes,
    summary: locked ? '' : post.summary,
    categories: terms.filter(({ taxonomy }) => taxonomy === 'category').map(termLink),
    replies: post.comment_count,
    sticky: post.sticky === 1,
    locked,
    ...(post.lang !== null && { lang: post.lang }),
    ...(picture && { picture }),
  };
}

export function authorLink(author: PostAuthor, pictures: ReadonlyMap<number, Picture>): AuthorLink {
  const picture = author.picture_id === null ? undefined : pictures.get(author.picture_id);
  return { name: author.name, href: hrefOf(`/author/${author.slug}/`), ...(picture && { picture }) };
}

export function termLink({ taxonomy, name, path }: Pick<PostTerm, 'taxonomy' | 'name' | 'path'>): TermLink {
  return { label: name, href: hrefOf(`/${taxonomy}/${path}/`) };
}
