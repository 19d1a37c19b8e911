import type { Reply } from '../kit/http/message.ts';
import { goOn, toHome } from './arrive.ts';
import { type Asked, formReply, readOurForm } from './asked.ts';
import { changePage } from './change-view.ts';
import { destinationOf } from './destination.ts';
import { isHome } from './home.ts';
import { changePath, home, signInHref } from './paths.ts';
import { onwards } from './reply.ts';
import { signedInAccounts, switchAccount } from './signed-in.ts';

/** `GET /-/account/change?to=/path`: the accounts that one is signed in with, to choose from. */
export async function showChange(asked: Asked, to = asked.request.query.get('to')): Promise<Reply> {
  const { world, request } = asked;
  const destination = destinationOf(world, to, home);
  if (!(await isHome(world, request))) return toHome(asked, changePath, destination.path);
  const here = await signedInAccounts(world, request);
  if (here.length === 0) return onwards(signInHref(destination.to));
  return formReply(asked, 200, (shell, token) =>
    changePage(shell, {
      token,
      to: destination.to,
      here: here.map(({ account: { id, name, login }, current }) => ({ id, name, login, current })),
      host: destination.site?.host,
    }),
  );
}

/** `POST /-/account/change` with `account`: uses it from now on, and goes to where it was wanted. */
export async function takeChange(asked: Asked): Promise<Reply> {
  const { world, request } = asked;
  const form = await readOurForm(asked);
  if (!form.ok) return form.reply;
  const to = form.fields.get('to');
  const accountId = Number(form.fields.get('account'));
  if (!form.ours || !(await isHome(world, request))) return showChange(asked, to);
  const switched = await switchAccount(world, request, accountId);
  // Its session ended in the meantime: who is left is shown.
  if (!switched.ok) return showChange(asked, to);
  return goOn(asked, accountId, switched.cookies, destinationOf(world, to, home));
}
