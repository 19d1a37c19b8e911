import { land } from '../account/arrive.ts';
import { type Asked, onSite, readOurForm } from '../account/asked.ts';
import { formToken } from '../account/form-token.ts';
import { weakness } from '../account/password-words.ts';
import { type Look, onwards, personalPage, shellFor } from '../account/reply.ts';
import { accountOf, startSession } from '../account/session.ts';
import { noticePage } from '../account/views.ts';
import type { Route } from '../kit/feature.ts';
import type { Reply } from '../kit/http/message.ts';
import type { Translate } from '../kit/i18n/index.ts';
import { readSite } from '../site/read.ts';
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

async function invited({ world, request, siteId }: Asked): Promise<Found | undefined> {
  const site = siteId === undefined ? undefined : await readSite(world.db, siteId);
  const open = site && (await readInvitation(world, site.id, tokenOf(request)));
  return site && open && { site, open };
}

function tokenOf(request: Asked['request']): string | null {
  return request.query.get('token');
}

async function takeJoin(asked: Asked): Promise<Reply> {
  const { world, request } = asked;
  const form = await readOurForm(asked);
  if (!form.ok) return form.reply;
  const found = await invited(asked);
  if (!found) return over(asked);
  const text = (name: string) => (form.fields.get(name) ?? '').slice(0, 1000);
  const joining = { login: text('login'), name: text('name'), password: text('password') };
  const { t } = await shellFor(world, request, asked.look, asked.siteId);
  if (!form.ours)
    return page(asked, 403, found, { fields: joining, problems: {}, notice: t('form.expired') });
  return form.fields.get('as') === 'me' ? joinMe(asked, found) : joinNew(asked, found, joining, t);
}

async function joinMe(asked: Asked, found: Found): Promise<Reply> {
  const { world, request } = asked;
  const account = await accountOf(world, request);
  if (!account) return page(asked, 403, found, { fields: blank, problems: {} });
  const joined = await joinAs(world, found.site, tokenOf(request), account.id);
  return joined.ok ? onwards(placeFor(joined.role)) : over(asked);
}

async function joinNew(asked: Asked, found: Found, joining: Joining, t: Translate): Promise<Reply> {
  const { world, request } = asked;
  const joined = await joinAnew(world, found.site, tokenOf(request), joining);
  if (joined.ok) {
    const cookies = await startSession(world, request, joined.accountId);
    const place = placeFor(joined.role);
    return land(asked, { accountId: joined.accountId, cookies }, place, place);
  }
  if (joined.reason === 'over') return over(asked);
  return page(asked, 422, found, { fields: joining, problems: problemsOf(t, joined) });
}

/** Who writes comes to the desk. */
function placeFor(role: string): string {
  return role === 'subscriber' ? '/' : '/-/admin/';
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
  { world, request, look, siteId }: Asked,
  status: number,
  { site, open }: Found,
  filled: {
    readonly fields: { readonly login: string; readonly name: string };
    readonly problems: JoinProblems;
    readonly notice?: string;
  },
): Promise<Reply> {
  const shell = await shellFor(world, request, look, siteId);
  const { field, cookies } = formToken(world, request);
  const account = await accountOf(world, request);
  const invitation = `${joinPath}?token=${tokenOf(request)}`;
  const facts = { ...filled, open, site: site.title, action: invitation, token: field };
  const body = joinPage(shell, { ...facts, ...(account && { account: account.name }) });
  return personalPage(status, body, { cookies });
}

async function over({ world, request, look, siteId }: Asked): Promise<Reply> {
  const shell = await shellFor(world, request, look, siteId);
  const { t } = shell;
  return personalPage(403, noticePage(shell, { title: t('people.join'), text: t('people.invitation-over') }));
}
