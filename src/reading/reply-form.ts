import { replyAddress, replyFields } from '../comment/form.ts';
import { type ReplyValues, rememberField } from '../comment/values.ts';
import { hrefOf } from '../post/permalink.ts';
import { faceOf } from './face.ts';
import type { ReplyForm } from './page-replies.ts';
import type { ReadPost } from './post.ts';
import { type KnownReader, type Replying, type ReplyState, readDraft } from './replying.ts';
import { readCommentNames } from './thread.ts';
import type { Visit } from './visit.ts';

/** Where "Preview" sends the form to, and the buttons that leave the page for a while. */
export const previewAddress = `${replyAddress}preview`;
export const leaveAddress = `${replyAddress}leave`;

/** The place of the form on its page. */
const place = '#respond';

/** The form under a post, filled in as far as that is known. `path` is the page of the thread that it stands on. */
export async function replyForm(
  visit: Visit,
  post: ReadPost,
  path: string,
  replying: Replying,
  state: ReplyState & { readonly open: boolean; readonly token: string },
): Promise<ReplyForm> {
  const { known, sent } = state;
  const draft =
    known?.browser !== undefined && !sent
      ? await readDraft(visit.reader, post.id, known.browser, replying.now())
      : undefined;
  const values = sent?.values ?? draft;
  const parent = sent ? sent.values.parent : (state.answering ?? draft?.parent);
  const to = parent === undefined ? undefined : await answered(visit, parent);
  const { guestsMayReply } = visit.site.settings;
  const who = writer(visit, known, values);
  return {
    action: replyAddress + place,
    names: { ...replyFields, remember: rememberField },
    post: post.id,
    token: state.token,
    ...(to && { to }),
    cancel: hrefOf(path) + place,
    who: who.kind === 'guest' && !guestsMayReply ? { kind: 'stranger' } : who,
    ways: who.kind === 'account' ? [] : await replying.ways(visit.site),
    leave: leaveAddress,
    text: values?.text ?? '',
    quote: values?.quote ?? '',
    ...(replying.mail && { subscribe: values?.subscribe ?? '' }),
    preview: previewAddress + place,
    closed: !state.open,
    problems: sent?.problems ?? {},
    ...(sent?.previewed && { previewed: sent.previewed }),
    ...(sent?.notice !== undefined && { notice: sent.notice }),
  };
}

async function answered({ reader }: Visit, id: number): Promise<ReplyForm['to']> {
  const name = (await readCommentNames(reader, [id])).get(id);
  return name === undefined ? undefined : { id, name, href: `${replyAddress}${id}` };
}

function writer(
  { site }: Visit,
  known: KnownReader | undefined,
  values: ReplyValues | undefined,
): ReplyForm['who'] {
  if (known?.account) {
    const { id, name } = known.account;
    return { kind: 'account', name, face: faceOf({ kind: 'account', name, avatar: null, account_id: id }) };
  }
  const { nameRequired, emailRequired } = site.settings;
  const { name = '', email = '', url = '' } = values ?? known?.guest ?? {};
  const remember = values?.remember ?? known?.guest !== undefined;
  return { kind: 'guest', name, email, url, nameRequired, emailRequired, remember };
}
