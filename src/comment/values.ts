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

/** The box by which a guest is known again on this device; the one field that is not the reply's. */
export const rememberField = 'remember';
