import { isDeepStrictEqual } from 'node:util';
import {
  type Document,
  type Parsed,
  parseHtml,
  parseMarkdown,
  renderHtml,
  renderMarkdown,
} from '../document/index.ts';
import type { Transaction } from '../kit/database/index.ts';
import type { PostWrite, Source, SourceFormat } from './post.ts';

/** Reads what somebody wrote into a document. Says what a document cannot keep of it. */
export function readSource({ format, text }: Source): Parsed {
  return format === 'markdown'
    ? parseMarkdown(text, { limit: 'writer' })
    : parseHtml(text, { limit: 'writer' });
}

/** The text of a post to write on: as it was written where that is known, else made from the document. */
export function sourceOf(
  { document, source }: Pick<PostWrite, 'document' | 'source'>,
  format: SourceFormat = source?.format ?? 'markdown',
): Source {
  if (source?.format === format) return source;
  const text =
    format === 'markdown'
      ? renderMarkdown(document)
      : renderHtml(document, { direction: 'as-written' }).toString();
  return { format, text: text === '\n' || text === '<p></p>' ? '' : text };
}

/**
 * The source that belongs to a write. One that was loaded with the post is dropped when the document has come
 * another way meanwhile; so it never says something else than what readers see.
 */
export function fittingSource(write: PostWrite, before: PostWrite | undefined): Source | undefined {
  const { source, document } = write;
  if (source === undefined || before?.source === undefined || !isDeepStrictEqual(source, before.source))
    return source;
  if (sameDocument(document, before.document)) return source;
  const parsed = readSource(source);
  return parsed.ok && sameDocument(parsed.document, document) ? source : undefined;
}

/** As JSON, for one of the two may have come from the database. */
function sameDocument(a: Document, b: Document): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

export async function writeSource(
  tx: Transaction,
  siteId: number,
  postId: number,
  source: Source | undefined,
): Promise<void> {
  await tx.db.deleteFrom('post_source').where('site_id', '=', siteId).where('post_id', '=', postId).execute();
  if (source)
    await tx.db
      .insertInto('post_source')
      .values({
        site_id: siteId,
        post_id: postId,
        format: source.format,
        text: source.text.replaceAll('\0', '\ufffd'),
      })
      .execute();
}
