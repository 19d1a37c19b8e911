import type { Html } from '../kit/html.ts';
import type { Reply } from '../kit/http/message.ts';
import type { Account } from './account.ts';
import { type Asked, type AskedPage, formReply, readOurForm } from './asked.ts';
import { home, signInHref } from './paths.ts';
import { onwards } from './reply.ts';
import { accountOf } from './session.ts';
import { type Shell, shellPage } from './views.ts';

/** A request to a page about one's own account, and whose it is. */
export type Mine = Asked & { readonly account: Account };

/**
 * A page for whoever is signed in; others are sent to sign in first, and come back: from a form to the page `back`.
 */
export function forMe(handle: (mine: Mine) => Promise<Reply>, back = home) {
  return async (asked: Asked): Promise<Reply> => {
    const { world, request } = asked;
    const account = await accountOf(world, request);
    if (account) return handle({ ...asked, account });
    return onwards(signInHref(request.method === 'GET' ? request.path : back));
  };
}

/** What a page needs besides its own matter: the words, and the token of its forms. */
export type Frame = { readonly shell: Shell; readonly token: string; readonly t: Shell['t'] };

/** A page about one's own account. `main` stands within the small frame, below its heading. */
export async function myPage(
  asked: AskedPage,
  status: number,
  page: (frame: Frame) => { readonly title: string; readonly main: Html },
  /** What else its head holds. */
  head?: Html,
): Promise<Reply> {
  return formReply(asked, status, (shell, token) => {
    const { title, main } = page({ shell, token, t: shell.t });
    return shellPage(shell, title, main, head);
  });
}

/**
 * The fields of a form of ours. A form from elsewhere is refused; one that lay open too long is given to `again`,
 * which shows it once more with a fresh token.
 */
export async function myForm(
  asked: AskedPage,
  handle: (fields: URLSearchParams) => Promise<Reply>,
  again: (problem: string) => Promise<Reply>,
): Promise<Reply> {
  const form = await readOurForm(asked);
  if (!form.ok) return form.reply;
  return form.ours ? handle(form.fields) : again(asked.shell.t('form.expired'));
}
