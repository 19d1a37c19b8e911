import { type Database, statement } from '../kit/database/index.ts';
import { ownFor } from './comment.ts';

/** One's own reply, as the form shows it that changes it. */
export type OwnComment = {
  readonly id: number;
  readonly post_id: number;
  readonly sender: string | null;
  readonly published_at: string;
  readonly original: string | null;
  readonly text: string;
  readonly format: 'markdown' | 'html' | null;
  /** JSON: `Reason[]`, why it was held when it came. */
  readonly reasons: string;
};

/** Whether a reply is of one of these senders, and was sent so lately that they may still change it. */
export function isOwn(
  row: Pick<OwnComment, 'sender' | 'published_at'>,
  senders: readonly string[],
  now: Date,
): boolean {
  const age = now.getTime() - Date.parse(row.published_at);
  return row.sender !== null && senders.includes(row.sender) && age < ownFor;
}

/** A reply that these senders may change now. */
export async function readOwnComment(
  database: Database,
  siteId: number,
  id: number,
  { senders, now }: { readonly senders: readonly string[]; readonly now: Date },
): Promise<OwnComment | undefined> {
  const row = await byId.first(database, { site: siteId, id });
  return row && isOwn(row, senders, now) ? row : undefined;
}

const byId = statement<{ site: number; id: number }>()((db, value) =>
  db
    .selectFrom('comment')
    .select(['id', 'post_id', 'sender', 'published_at', 'original', 'text', 'format', 'reasons'])
    .where('site_id', '=', value('site'))
    .where('id', '=', value('id'))
    .where('standing', '!=', 'removed'),
);
