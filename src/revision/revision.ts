import type { PostWrite } from '../post/post.ts';

/** What a revision keeps of a post. Not its password: whoever may compare texts need not know old passwords. */
export type Snapshot = Omit<PostWrite, 'password' | 'guid'>;

/** The fields of a post in which two of its states may differ. */
export const revisedFields = [
  'title',
  'text',
  'excerpt',
  'slug',
  'status',
  'date',
  'authors',
  'terms',
  'picture',
  'lang',
  'parent',
  'order',
  'sticky',
  'password',
  'comments',
  'meta',
] as const;

export type RevisedField = (typeof revisedFields)[number];

/** A save, as the list of a post's versions shows it. */
export type Change = {
  readonly version: number;
  /** UTC ISO. */
  readonly at: string;
  /** The account that saved it; null for an import, or when its hour came. */
  readonly by: number | null;
  readonly note: string;
  /** Empty for the first. */
  readonly fields: readonly RevisedField[];
};

export function snapshotOf({ password: _password, guid: _guid, ...snapshot }: PostWrite): Snapshot {
  return snapshot;
}

/** The fields in which two states of a post differ, as they were loaded. */
export function changedFields(before: PostWrite, after: PostWrite): readonly RevisedField[] {
  return revisedFields.filter(
    (field) => JSON.stringify(parts[field](before)) !== JSON.stringify(parts[field](after)),
  );
}

const parts: Record<RevisedField, (write: PostWrite) => unknown> = {
  title: ({ title }) => title,
  text: ({ document, source }) => [document, source?.format, source?.text],
  excerpt: ({ excerpt }) => excerpt ?? '',
  slug: ({ slug }) => slug,
  status: ({ status }) => status,
  date: ({ publishedAt }) => publishedAt,
  authors: ({ authors }) => authors,
  terms: ({ terms }) => terms,
  picture: ({ pictureId }) => pictureId,
  lang: ({ lang }) => lang,
  parent: ({ parentId }) => parentId,
  order: ({ menuOrder }) => menuOrder ?? 0,
  sticky: ({ sticky }) => sticky ?? false,
  password: ({ password }) => password ?? '',
  comments: ({ commentsOpen }) => commentsOpen,
  meta: ({ meta }) => meta ?? {},
};
