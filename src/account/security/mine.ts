import type { RouteContext } from '../../kit/feature.ts';
import type { Html } from '../../kit/html.ts';
import type { Incoming, Reply } from '../../kit/http/message.ts';
import type { World } from '../../kit/world.ts';
import type { Account } from '../account.ts';
import { readOurForm } from '../asked.ts';
import { formToken } from '../form-token.ts';
import { type Look, onwards, personalPage, shellFor } from '../reply.ts';
import { accountOf } from '../session.ts';
import { type Shell, shellPage } from '../views.ts';

/** A request to a page about one's own account, and whose it is. */
export type Mine = {
  readonly world: World;
  readonly request: Incoming;
  readonly siteId: number;
  readonly look: Look;
  readonly account: Account;
  readonly params: Readonly<Record<string, string>>;
};

/** A handler for whoever is signed in; others are sent to sign in first, and come back. */
export function forMe(look: Look, handle: (mine: Mine) => Promise<Reply>) {
  return async (world: World, request: Incoming, { siteId, params }: RouteContext): Promise<Reply> => {
    const account = await accountOf(world, request);
    if (account) return handle({ world, request, siteId, look, account, params });
    const to = request.method === 'GET' ? request.path : '/-/account/';
    return onwards(`/-/account/sign-in?to=${encodeURIComponent(to)}`);
  };
}

/** What a page needs besides its own matter: the words, and the token of its forms. */
export type Frame = { readonly shell: Shell; readonly token: string; readonly t: Shell['t'] };

/** A page about one's own account. `main` stands within the small frame, below its heading. */
export async function myPage(
  { world, request, siteId, look }: Omit<Mine, 'account' | 'params'>,
  status: number,
  page: (frame: Frame) => { readonly title: string; readonly main: Html },
  headers: Readonly<Record<string, string>> = {},
): Promise<Reply> {
  const shell = await shellFor(world, request, look, siteId);
  const { field, cookies } = formToken(world, request);
  const { title, main } = page({ shell, token: field, t: shell.t });
  return personalPage(status, shellPage(shell, title, main), { cookies, headers });
}

/**
 * The fields of a form of ours. A form from elsewhere is refused; one that lay open too long is given to `again`,
 * which shows it once more with a fresh token.
 */
export async function myForm(
  mine: Mine,
  handle: (fields: URLSearchParams) => Promise<Reply>,
  again: (problem: string) => Promise<Reply>,
): Promise<Reply> {
  const form = await readOurForm(mine);
  if (!form.ok) return form.reply;
  if (form.ours) return handle(form.fields);
  const { t } = await shellFor(mine.world, mine.request, mine.look, mine.siteId);
  return again(t('form.expired'));
}
