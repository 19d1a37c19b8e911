import type { Document } from '../document/index.ts';
import type { PostStatus } from '../kit/database/index.ts';

export type { PostStatus };

export type PostType = 'post' | 'page';

export type SourceFormat = 'markdown' | 'html';

/** A text to the letter as somebody wrote it, from which its document was made. */
export type Source = { readonly format: SourceFormat; readonly text: string };

/** Everything about a post that somebody may write. Lists of IDs are in the order in which they are shown. */
export type PostWrite = {
  readonly type: PostType;
  readonly status: PostStatus;
  readonly title: string;
  readonly document: Document;
  /** What the document was made from; absent where it came another way. */
  readonly source?: Source;
  /** Made from the title when absent; a number is added when the site has it already. */
  readonly slug?: string;
  /** What the author wrote as a summary; one is made from the text when absent. */
  readonly excerpt?: string;
  /** BCP 47; the site's language when absent. */
  readonly lang?: string;
  readonly authors: readonly number[];
  readonly terms: readonly number[];
  readonly parentId?: number;
  readonly menuOrder?: number;
  readonly pictureId?: number;
  readonly sticky?: boolean;
  readonly password?: string;
  readonly commentsOpen?: boolean;
  /** UTC ISO. In the future, a published post is scheduled. */
  readonly publishedAt?: string;
  /** UTC ISO: when the published text was last changed, as an import says it. */
  readonly updatedAt?: string;
  readonly guid?: string;
  readonly meta?: Readonly<Record<string, unknown>>;
};

/** What readers may see of a post, worked out from what was written. */
export type Publication = {
  readonly status: PostStatus;
  readonly publishedAt: string | null;
  /** Whether it has an address that answers. */
  readonly isPublic: boolean;
  /** When archives and feeds list it; null while they do not. */
  readonly listedAt: string | null;
};

/** A post that is published for a time to come is scheduled; a scheduled one whose hour has come is published. */
export function publicationOf(
  write: Pick<PostWrite, 'type' | 'status' | 'publishedAt'>,
  now: string,
): Publication {
  const publishedAt = write.publishedAt ?? (write.status === 'published' ? now : null);
  const status = statusAt(write.status, publishedAt, now);
  const isPublic = status === 'published';
  return { status, publishedAt, isPublic, listedAt: isPublic && write.type === 'post' ? publishedAt : null };
}

function statusAt(status: PostStatus, publishedAt: string | null, now: string): PostStatus {
  const ahead = publishedAt !== null && publishedAt > now;
  if (status === 'published' && ahead) return 'scheduled';
  if (status === 'scheduled' && !ahead) return 'published';
  return status;
}
