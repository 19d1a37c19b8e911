/** IDs of posts that are looked at together, as the files of a sitemap have them. */
export const postsInRange = 2_000;

/** The range that a post's ID is in, from 1. */
export function rangeOf(postId: number): number {
  return Math.ceil(postId / postsInRange);
}

/** The name of everything public in a range of posts: which have an address, and when they changed. */
export function rangeName(range: number): string {
  return `posts-range:${range}`;
}

/** The names that a change of a post goes by: itself, and the range it is in. */
export function postNames(postId: number): readonly [post: string, range: string] {
  return [`post:${postId}`, rangeName(rangeOf(postId))];
}
