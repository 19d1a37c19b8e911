import { land } from '../account/arrive.ts';
import { type Asked, formReply, noticeReply, onSite, readOurForm } from '../account/asked.ts';
import { weakness } from '../account/password-words.ts';
import { deskPath } from '../account/paths.ts';
import { type Look, onwards } from '../account/reply.ts';
import { accountOf } from '../account/session.ts';
import type { Route } from '../kit/feature.ts';
import type { Reply } from '../kit/http/message.ts';
import type { Translate } from '../kit/i18n/index.ts';
import type { Site } from '../site/site.ts';
import {
  type Joining,
  type JoinRefused,
  joinAnew,
  joinAs,
  joinPath,
  type Open,
  readInvitation,
} from './invitation.ts';
import { type JoinProblems, joinPage } from './join-view.ts';

/** Where an invitation is taken. */
export function joinRoutes(look: Look): readonly Route[] {
  return [
    { method: 'GET', pattern: joinPath, handle: onSite(look, showJoin) },
    { method: 'POST', pattern: joinPath, handle: onSite(look, takeJoin) },
  ];
}

async function showJoin(asked: Asked): Promise<Reply> {
  const found = await invited(asked);
  if (!found) return over(asked);
  return page(asked, 200, found, { fields: blank, problems: {} });
}

const blank = { login: '', name: '' };

type Found = { readonly site: Site; readonly open: Open };

async function invited({ world, request, site }: Asked): Promise<Found | undefined> {
  const open = site && (await readInvitation(world, site.id, tokenOf(request)));
  return site && open && { site, open };
}

function tokenOf(request: Asked['request']): string | null {
  return request.query.get('token');
}

async function takeJoin(asked: Asked): Promise<Reply> {
  const form = await readOurForm(asked);
  if (!form.ok) return form.reply;
  const found = await invited(asked);
  if (!found) return over(asked);
  const text = (name: string) => (form.fields.get(name) ?? '').slice(0, 1000);
  const joining = { login: text('login'), name: text('name'), password: text('password') };
  const notice = asked.shell.t('form.expired');
  if (!form.ours) return page(asked, 403, found, { fields: joining, problems: {}, notice });
  return form.fields.get('as') === 'me' ? joinMe(asked, found) : joinNew(asked, found, joining);
}

async function joinMe(asked: Asked, found: Found): Promise<Reply> {
  const { world, request } = asked;
  const account = await accountOf(world, request);
  if (!account) return page(asked, 403, found, { fields: blank, problems: {} });
  const joined = await joinAs(world, found.site, tokenOf(request), account.id);
  return joined.ok ? onwards(placeFor(joined.role)) : over(asked);
}

async function joinNew(asked: Asked, found: Found, joining: Joining): Promise<Reply> {
  const { world, request, shell } = asked;
  const joined = await joinAnew(world, found.site, tokenOf(request), joining);
  if (joined.ok) {
    const place = placeFor(joined.role);
    return land(asked, { accountId: joined.accountId }, place);
  }
  if (joined.reason === 'over') return over(asked);
  return page(asked, 422, found, { fields: joining, problems: problemsOf(shell.t, joined) });
}

/** Who writes comes to the desk. */
function placeFor(role: string): string {
  return role === 'subscriber' ? '/' : deskPath;
}

function problemsOf(t: Translate, refused: Exclude<JoinRefused, { reason: 'over' }>): JoinProblems {
  switch (refused.reason) {
    case 'weak-password':
      return { password: weakness(t, refused.problem) };
    case 'login-taken':
      return { login: t('setup.login-taken') };
    case 'email-taken':
      return { login: t('people.email-known') };
    case 'bad-profile':
      return {
        ...(refused.problems.includes('bad-login') && { login: t('setup.bad-login') }),
        ...(refused.problems.includes('no-name') && { name: t('setup.no-name') }),
      };
  }
}

async function page(
  asked: Asked,
  status: number,
  { site, open }: Found,
  filled: {
    readonly fields: { readonly login: string; readonly name: string };
    readonly problems: JoinProblems;
    readonly notice?: string;
  },
): Promise<Reply> {
  const { world, request } = asked;
  const account = await accountOf(world, request);
  const action = `${joinPath}?token=${tokenOf(request)}`;
  const facts = { ...filled, open, site: site.title, action, ...(account && { account: account.name }) };
  return formReply(asked, status, (shell, token) => joinPage(shell, { ...facts, token }));
}

function over(asked: Asked): Reply {
  const { t } = asked.shell;
  return noticeReply(asked, 403, { title: t('people.join'), text: t('people.invitation-over') });
}
