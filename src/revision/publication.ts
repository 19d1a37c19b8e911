import { createHash } from 'node:crypto';
import type { Document } from '../document/index.ts';
import type { Tables } from '../kit/database/index.ts';

export type PublicationKind = Tables['publication']['kind'];

/** How a version came to be known: published here, brought by an import, or found when its history began to be kept. */
export type PublicationOrigin = Tables['publication']['origin'];

/** What a version says: all that its digest is about, besides when, why and in which post it was said. */
export type PublishedWords = {
  readonly title: string;
  /** As somebody wrote it; empty where it is made from the text. */
  readonly excerpt: string;
  /** BCP 47; null for the site's language. */
  readonly lang: string | null;
  readonly document: Document;
};

/** Of a version that readers saw, or of a withdrawal: what its digest is taken of. */
export type PublishedContent = {
  readonly format: typeof contentFormat;
  readonly post: number;
  readonly version: number;
  readonly kind: PublicationKind;
  /** UTC ISO. */
  readonly at: string;
  /** What readers were told of it. */
  readonly note: string;
} & Partial<PublishedWords>;

export const contentFormat = 'verbatim-version-1';

/** A publication, as readers may be told of it. */
export type Publication = {
  readonly postId: number;
  readonly version: number;
  readonly kind: PublicationKind;
  readonly origin: PublicationOrigin;
  readonly at: string;
  readonly by: string;
  readonly note: string;
  readonly title: string;
  readonly lang: string | null;
  /** SHA-256, hex, of the canonical content. */
  readonly digest: string;
  /** Its text was removed from the history: when, and what readers are told of that. */
  readonly redacted?: { readonly at: string; readonly notice: string };
};

/** What somebody says to readers with a save: what changed, or why the post is withdrawn. */
export type Announcement = { readonly note: string; readonly correction: boolean };

/** Where a post stands with readers. `locked`: it has an address, and a password before it. */
export type Standing = 'open' | 'locked' | 'hidden';

/**
 * What a save is to readers; undefined for one that they see nothing of. `last` is the last publication of the post.
 * A password changes nothing by itself: while it is there the history is not shown, and what changed meanwhile is
 * a revision once it is gone.
 */
export function kindOf(
  last: { readonly kind: PublicationKind; readonly words: string } | undefined,
  after: { readonly standing: Standing; readonly words: string },
  said: Announcement,
): PublicationKind | undefined {
  if (after.standing === 'locked') return undefined;
  if (after.standing === 'hidden') return last && last.kind !== 'retract' ? 'retract' : undefined;
  if (last === undefined || last.kind === 'retract') return 'publish';
  if (last.words === after.words && said.note === '') return undefined;
  return said.correction ? 'correct' : 'revise';
}

export function standingOf(row: {
  readonly path: string | null;
  readonly password: string | null;
}): Standing {
  if (row.path === null) return 'hidden';
  return row.password === null ? 'open' : 'locked';
}

/**
 * JSON in the one form in which its digest is taken (RFC 8785): keys sorted, nothing between the tokens. Numbers and
 * texts are written as ECMAScript writes them, as the standard asks.
 */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    inner !== null && typeof inner === 'object' && !Array.isArray(inner) ? sorted(inner) : inner,
  );
}

/** By UTF-16 units, as RFC 8785 § 3.2.3 asks; a comparison of strings does just that. */
function sorted(object: object): object {
  return Object.fromEntries(Object.entries(object).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
}

/** SHA-256, hex. */
export function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** By what the log knows a version: `post:12/3`. */
export function subjectOf({
  postId,
  version,
}: {
  readonly postId: number;
  readonly version: number;
}): string {
  return `post:${postId}/${version}`;
}

/** Where readers find the versions of a post, or one of them. */
export function historyPath(postId: number, version?: number): string {
  return `/-/posts/${postId}/history/${version === undefined ? '' : `${version}/`}`;
}

/** Where programs find where the words of a post come from. */
export function provenancePath(postId: number): string {
  return `/-/posts/${postId}/provenance.json`;
}

/** Where the corrections of a site stand. */
export const correctionsPath = '/-/corrections/';

/** The name that pages go by which show the versions of a post. */
export function historyName(postId: number): string {
  return `post:${postId}/history`;
}
