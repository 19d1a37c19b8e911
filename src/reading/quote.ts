import type { QuoteAnchor } from '../comment/comment.ts';
import { statement } from '../kit/database/index.ts';
import { hrefOf } from '../post/permalink.ts';
import type { ThreadComment } from './page-replies.ts';
import type { ReadPost } from './post.ts';
import type { Reader } from './reader.ts';
import type { ThreadRow } from './thread.ts';

/** The passages that replies speak of, by the replies' IDs. */
export type Passages = ReadonlyMap<number, NonNullable<ThreadComment['quote']>>;

const textOf = statement<{ site: number; post: number }>()((db, value) =>
  db
    .selectFrom('post_document')
    .select('text')
    .where('site_id', '=', value('site'))
    .where('post_id', '=', value('post')),
);

/** A passage that the post still has leads to its place; one that it has no more only says what it was. */
export async function passagesOf(
  reader: Reader,
  post: Pick<ReadPost, 'id' | 'path'>,
  rows: readonly ThreadRow[],
): Promise<Passages> {
  const quoting = rows.filter(({ quote }) => quote !== null);
  if (quoting.length === 0) return new Map();
  const text = flat((await textOf.first(reader.db, { site: reader.siteId, post: post.id }))?.text ?? '');
  return new Map(
    quoting.map(({ id, quote }) => {
      const anchor = JSON.parse(quote ?? '') as QuoteAnchor;
      const isThere = text.includes(flat(anchor.exact));
      const href = `${hrefOf(post.path ?? '/')}#:~:text=${directive(anchor)}`;
      return [id, { text: anchor.exact, ...(isThere && { href }) }];
    }),
  );
}

/** Without what typesetting and the breaking of lines may change. */
function flat(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}

/** Words of a passage from which on only its ends are named. */
const manyWords = 12;

/**
 * The passage as browsers look for it (Text Fragments, W3C Community Group Report § 3): `prefix-,start,end,-suffix`.
 * They look within one block, so that what stands around counts only as far as it is on the same line.
 */
function directive({ exact, prefix, suffix }: QuoteAnchor): string {
  const words = flat(exact).split(' ');
  const text =
    words.length > manyWords
      ? `${encoded(words.slice(0, 4).join(' '))},${encoded(words.slice(-4).join(' '))}`
      : encoded(words.join(' '));
  const before = flat(prefix.slice(prefix.lastIndexOf('\n') + 1))
    .split(' ')
    .slice(-3)
    .join(' ');
  const after = flat(suffix.split('\n')[0] ?? '')
    .split(' ')
    .slice(0, 3)
    .join(' ');
  // A word that was cut through is none that a browser finds.
  const from =
    exact.startsWith(exact.trimStart()) && /\s$/.test(prefix) && before !== '' ? `${encoded(before)}-,` : '';
  const to = /^\s/.test(suffix) && after !== '' ? `,-${encoded(after)}` : '';
  return from + text + to;
}

/** Dashes and commas are signs of the directive itself. */
function encoded(text: string): string {
  return encodeURIComponent(text).replaceAll('-', '%2D');
}
