import type { ReplyValues, SentReply } from '../comment/values.ts';
import { statement } from '../kit/database/index.ts';
import type { Incoming } from '../kit/http/index.ts';
import type { Site } from '../site/site.ts';
import type { Reader } from './reader.ts';
import type { Staff } from './staff.ts';

/** What reading a thread needs of those who know accounts and take replies. */
export type Replying = {
  /** For the form under a post. */
  readonly token: (siteId: number, postId: number) => string;
  readonly now: () => Date;
  /** The ways to log in that a form offers, for everybody alike. */
  readonly ways: (site: Site) => Promise<readonly SignInWay[]>;
  /** Who a request's cookies say that it is. Undefined for nobody in particular, which costs nothing to find out. */
  readonly known: (request: Incoming, site: Site) => Promise<KnownReader | undefined>;
  /** Whether mail can be sent, so that replies can be told of. */
  readonly mail: boolean;
};

export type SignInWay = { readonly way: string; readonly label: string };

/** Somebody whom a cookie names: signed in, or a browser that sent something here before. */
export type KnownReader = {
  readonly account?: { readonly id: number; readonly name: string };
  /** All that stands for them as the sender of replies (`comment/sender.ts`). */
  readonly senders: readonly string[];
  /** The one of them that is the browser: drafts are kept under it. */
  readonly browser?: string;
  /** Their rights beyond a reader's, where they have some. */
  readonly staff?: Staff;
  readonly guest?: { readonly name: string; readonly email: string; readonly url: string };
};

/** What the form under a post is to say, besides what the post says. */
export type ReplyState = {
  readonly known?: KnownReader | undefined;
  /** The reply that is to be answered (`?reply=12`). */
  readonly answering?: number | undefined;
  /** What was sent and could not be taken, or is to be looked at first; else a draft is looked for. */
  readonly sent?: SentReply;
};

const draft = statement<{ site: number; post: number; sender: string; now: string }>()((db, value) =>
  db
    .selectFrom('reply_draft')
    .select('fields')
    .where('site_id', '=', value('site'))
    .where('post_id', '=', value('post'))
    .where('sender', '=', value('sender'))
    .where('expires_at', '>', value('now')),
);

/** What a browser began to write under a post. */
export async function readDraft(
  reader: Reader,
  postId: number,
  sender: string,
  now: Date,
): Promise<ReplyValues | undefined> {
  const row = await draft.first(reader.db, {
    site: reader.siteId,
    post: postId,
    sender,
    now: now.toISOString(),
  });
  return row && (JSON.parse(row.fields) as ReplyValues);
}
