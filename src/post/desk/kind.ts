import type { SectionName } from '../../desk/index.ts';
import type { PostType } from '../post.ts';

/** Posts and pages have the same pages of the desk, each at their own address. */
export type Kind = {
  readonly type: PostType;
  readonly section: Extract<SectionName, 'posts' | 'pages'>;
  /** With a slash at the end. */
  readonly base: string;
};

export const kinds: readonly Kind[] = [
  { type: 'post', section: 'posts', base: '/-/admin/posts/' },
  { type: 'page', section: 'pages', base: '/-/admin/pages/' },
];
