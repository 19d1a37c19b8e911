import type { Asked } from '../../desk/index.ts';
import type { Document } from '../../document/index.ts';
import type { Transaction } from '../../kit/database/index.ts';

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
  /** The saved text of a post that who asks may change; undefined of any other. */
  readonly saved: (asked: Asked, postId: number) => Promise<SavedText | undefined>;
  /** Changes one quotation of the saved text, as a version of its own. Not of a post that who asks may not change. */
  readonly change: (
    asked: Asked,
    postId: number,
    given: { readonly note: string; readonly change: ChangeText },
  ) => Promise<{ readonly ok: boolean }>;
};

export type SavedText = {
  readonly title: string;
  readonly document: Document;
  /** Where its form is. */
  readonly href: string;
  /** Whether who asks has written on without saving. */
  readonly unsaved: boolean;
};

/** What a quotation was by itself and is now, and the text with it; undefined: it stands there no more. */
export type ChangeText = (
  tx: Transaction,
  document: Document,
) => Promise<
  { readonly document: Document; readonly before: Document; readonly alone: Document } | undefined
>;
