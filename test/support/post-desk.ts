import { loadWrite } from '../../src/post/load.ts';
import { type Blog, openBlog } from './blog.ts';

/** Where posts are at the desk. */
export const posts = '/-/admin/posts/';

/** What the form of a new post sends besides what is written. */
export const blank = { version: '0', format: 'markdown', status: 'draft', comments: '1' };

export async function withBlog(
  work: (blog: Blog) => Promise<void>,
  options: Parameters<typeof openBlog>[0] = {},
): Promise<void> {
  const blog = await openBlog(options);
  try {
    await work(blog);
  } finally {
    await blog.close();
  }
}

/** A post as it stands. */
export function load({ world, site }: Blog, id: number) {
  return loadWrite({ db: world.db.read }, site.id, id);
}

/** The number of the post that a save led to. */
export function idFrom(location: string | undefined): number {
  return Number(/\/(\d+)\/$/.exec(location ?? '')?.[1]);
}

/** What stands in a field of a page. */
export function fieldIn(text: string, name: string): string | undefined {
  return new RegExp(`name="${name}"[^>]*value="([^"]*)"`).exec(text)?.[1];
}
