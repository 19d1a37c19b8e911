import type { Html } from '../kit/html.ts';
import type { Incoming, Reply } from '../kit/http/message.ts';
import type { World } from '../kit/world.ts';
import type { Site } from '../site/site.ts';
import { longest } from './comment.ts';
import { replyFields } from './form.ts';

/** What somebody has filled into the form of a reply, whatever becomes of it. */
export type ReplyValues = {
  readonly parent?: number;
  readonly name: string;
  readonly email: string;
  readonly url: string;
  readonly text: string;
  readonly quote: string;
  readonly subscribe: '' | 'thread' | 'replies';
  /** Whether name and addresses are to be known here again. */
  readonly remember: boolean;
};

/** The form as it was sent. Nothing of it is refused here; only its length has an end. */
export function readValues(fields: URLSearchParams): ReplyValues {
  const text = (name: string, most: number) => (fields.get(name) ?? '').slice(0, most);
  const parent = Number(fields.get(replyFields.parent) || Number.NaN);
  const subscribe = fields.get(replyFields.subscribe);
  return {
    ...(Number.isSafeInteger(parent) && parent > 0 && { parent }),
    name: text(replyFields.name, 2 * longest.name).trim(),
    email: text(replyFields.email, 2 * longest.email).trim(),
    url: text(replyFields.url, 2 * longest.url).trim(),
    // Twice what is taken: a text that is too long is shown again, whole.
    text: text(replyFields.text, 2 * longest.text).replaceAll('\r\n', '\n'),
    quote: text(replyFields.quote, 2 * longest.quote).trim(),
    subscribe: subscribe === 'thread' || subscribe === 'replies' ? subscribe : '',
    remember: fields.has(rememberField),
  };
}

export type ReplyField = 'name' | 'email' | 'url' | 'text' | 'quote' | 'remember' | 'subscribe';

/** A form that comes back to who sent it, as it was sent: nothing of it is lost. */
export type SentReply = {
  readonly values: ReplyValues;
  /** What is wrong, at its field, in the site's language. */
  readonly problems?: Readonly<Partial<Record<ReplyField, string>>>;
  /** What is wrong with no field of it, or what happened. */
  readonly notice?: string;
  /** What was written, as it will be shown. */
  readonly previewed?: { readonly html: Html; readonly dir: 'ltr' | 'rtl' };
};

/** What somebody is about to do with a reply, or has done. */
export type DeedShown = {
  readonly deed: 'edit' | 'delete' | 'like' | 'report' | 'reported' | 'late';
  /** Everybody whom the reader may be (`sender.ts`). */
  readonly senders: readonly string[];
  /** What is written so far: the reply's words, or what a report says. */
  readonly text?: string;
  /** The reason chosen for a report. */
  readonly reason?: string;
  readonly problem?: string;
  readonly notice?: string;
};

/** What handlers of replies are handed to show the pages of posts, which they may not import. */
export type ReplyPages = {
  /** The page of the post with the form as it was sent, for nobody else to keep. */
  readonly showForm: (
    world: World,
    request: Incoming,
    at: { readonly siteId: number; readonly postId: number; readonly status?: number },
    sent: SentReply,
  ) => Promise<Reply>;
  /** A page of its own about one reply; for those who may not see it, that there is none. */
  readonly showDeed: (
    world: World,
    request: Incoming,
    at: { readonly siteId: number; readonly commentId: number; readonly status?: number },
    deed: DeedShown,
  ) => Promise<Reply>;
  /** Path and fragment at which a reply stands, from its site's root; one that waits has one for its senders alone. */
  readonly hrefOf: (
    world: World,
    request: Incoming,
    at: { readonly site: Site; readonly commentId: number; readonly senders: readonly string[] },
  ) => Promise<string | undefined>;
};

/** The box by which a guest is known again on this device; the one field that is not the reply's. */
export const rememberField = 'remember';
