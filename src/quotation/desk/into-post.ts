import type { Asked } from '../../desk/index.ts';

/** What the pages of quotations ask of posts, which are not known here: handed in. */
export type IntoPost = {
  /** Puts Markdown at the end of a post's text, or into a new draft; answers where that is. */
  readonly put: (
    asked: Asked,
    given: { readonly postId: number | undefined; readonly title: string; readonly markdown: string },
  ) => Promise<{ readonly ok: true; readonly href: string } | { readonly ok: false }>;
  /** Posts that who asks may change, the last changed first. */
  readonly recent: (asked: Asked) => Promise<readonly { readonly id: number; readonly title: string }[]>;
  /** Accounts of a post's authors. */
  readonly writtenBy: (asked: Asked, postId: number) => Promise<readonly number[]>;
};
