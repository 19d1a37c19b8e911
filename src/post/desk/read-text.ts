import type { Document, Loss } from '../../document/index.ts';
import { momentOf, wallTime } from '../local-time.ts';
import type { PostWrite, Source } from '../post.ts';
import { readSource } from '../source.ts';
import type { PostFields } from './fields.ts';

/** A text that nobody touched keeps the document that it has, whatever today's parser would make of it. */
export function textFrom(
  { format, text }: Pick<PostFields, 'format' | 'text'>,
  known: PostWrite | undefined,
):
  | { readonly document: Document; readonly source: Source; readonly losses: readonly Loss[] }
  | 'too-large'
  | 'too-deep' {
  const source = { format, text };
  if (known?.source?.format === format && known.source.text === text)
    return { document: known.document, source, losses: [] };
  const read = readSource(source);
  return read.ok ? { document: read.document, source, losses: read.losses } : read.reason;
}

/** The form shows minutes: a date that was left alone keeps its seconds. */
export function dateFrom(
  { date }: Pick<PostFields, 'date'>,
  known: PostWrite | undefined,
  timeZone: string,
): string | undefined | 'bad' {
  const before = known?.publishedAt;
  if (date.trim() === '') return undefined;
  if (before !== undefined && wallTime(before, timeZone) === date) return before;
  return momentOf(date.trim(), timeZone) ?? 'bad';
}
