import type { Route } from '../../kit/feature.ts';
import type { Html } from '../../kit/html.ts';
import type { Reply } from '../../kit/http/message.ts';
import type { Account } from '../account.ts';
import { type Asked, onSite, readOurForm } from '../asked.ts';
import { formToken } from '../form-token.ts';
import { home, signInPath } from '../paths.ts';
import { type Look, onwards, personalPage, shellFor } from '../reply.ts';
import { accountOf } from '../session.ts';
import { type Shell, shellPage } from '../views.ts';

/** A request to a page about one's own account, and whose it is. */
export type Mine = Asked & { readonly account: Account };

/** A handler for whoever is signed in; others are sent to sign in first, and come back. */
export function forMe(look: Look, handle: (mine: Mine) => Promise<Reply>): Route['handle'] {
  return onSite(look, async (asked) => {
    const account = await accountOf(asked.world, asked.request);
    if (account) return handle({ ...asked, account });
    const to = asked.request.method === 'GET' ? asked.request.path : home;
    return onwards(`${signInPath}?to=${encodeURIComponent(to)}`);
  });
}

/** What a page needs besides its own matter: the words, and the token of its forms. */
export type Frame = { readonly shell: Shell; readonly token: string; readonly t: Shell['t'] };

/** A page about one's own account. `main` stands within the small frame, below its heading. */
export async function myPage(
  { world, request, siteId, look }: Asked,
  status: number,
  page: (frame: Frame) => { readonly title: string; readonly main: Html },
  {
    headers = {},
    cookies = [],
    head,
  }: {
    readonly headers?: Readonly<Record<string, string>>;
    readonly cookies?: readonly string[];
    /** What else its head holds. */
    readonly head?: Html | undefined;
  } = {},
): Promise<Reply> {
  const shell = await shellFor(world, request, look, siteId);
  const form = formToken(world, request);
  const { title, main } = page({ shell, token: form.field, t: shell.t });
  return personalPage(status, shellPage(shell, title, main, head), {
    cookies: [...form.cookies, ...cookies],
    headers,
  });
}

/**
 * The fields of a form of ours. A form from elsewhere is refused; one that lay open too long is given to `again`,
 * which shows it once more with a fresh token.
 */
export async function myForm(
  mine: Asked,
  handle: (fields: URLSearchParams) => Promise<Reply>,
  again: (problem: string) => Promise<Reply>,
): Promise<Reply> {
  const form = await readOurForm(mine);
  if (!form.ok) return form.reply;
  if (form.ours) return handle(form.fields);
  const { t } = await shellFor(mine.world, mine.request, mine.look, mine.siteId);
  return again(t('form.expired'));
}
