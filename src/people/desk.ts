import { isRole } from '../account/account.ts';
import { deskPath } from '../account/paths.ts';
import { pendingLinks } from '../account/pending-links.ts';
import { onwards } from '../account/reply.ts';
import { grantRole } from '../account/save.ts';
import { listAuthors } from '../author/read.ts';
import { authorOfAccount } from '../author/save.ts';
import { type Asked, type Desk, type DeskRoute, noticed } from '../desk/index.ts';
import { idIn } from '../kit/http/form.ts';
import type { Reply } from '../kit/http/message.ts';
import { signValue, verifyValue } from '../kit/http/signed-cookie.ts';
import { authorRoutes } from './author-desk.ts';
import { type InviteFields, type InviteProblems, memberMain, nobodyThere, peopleMain } from './desk-view.ts';
import { invitationHref, invite, revokeInvitation } from './invitation.ts';
import { invitationsOf, type Member, memberOf, membersOf } from './read.ts';
import { changeRole, removeMember } from './save.ts';

export const peoplePath = '/-/admin/people/';

const may = 'manage-people';

/** Who is on a site, and as what. */
export const peopleRoutes: readonly DeskRoute[] = [
  { method: 'GET', pattern: peoplePath, may, handle: (desk, asked) => showPeople(desk, asked) },
  { method: 'POST', pattern: `${peoplePath}invitations`, may, handle: takeInvite },
  { method: 'POST', pattern: `${peoplePath}invitations/:id/revocation`, may, handle: takeBack },
  { method: 'POST', pattern: `${peoplePath}return`, may, handle: takeReturn },
  ...authorRoutes,
  { method: 'GET', pattern: `${peoplePath}profile`, may: 'create-post', handle: showOwnProfile },
  {
    method: 'GET',
    pattern: `${peoplePath}:id/`,
    may,
    handle: (desk, asked) => withMember(desk, asked, showMember),
  },
  {
    method: 'POST',
    pattern: `${peoplePath}:id/role`,
    may,
    handle: (desk, asked) => withMember(desk, asked, takeRole),
  },
  {
    method: 'POST',
    pattern: `${peoplePath}:id/removal`,
    may,
    handle: (desk, asked) => withMember(desk, asked, takeRemoval),
  },
];

async function showPeople(
  desk: Desk,
  asked: Asked,
  {
    fields = { email: '', role: 'author' },
    problems = {},
  }: { readonly fields?: InviteFields; readonly problems?: InviteProblems } = {},
): Promise<Reply> {
  const { world, site, account, t } = asked;
  const invitations = await invitationsOf(world, site.id);
  return desk.page(asked, {
    title: t('desk.section', { section: 'people' }),
    section: 'people',
    status: Object.keys(problems).length === 0 ? 200 : 422,
    main: peopleMain(asked, {
      members: await membersOf(world.db, site.id),
      invitations: invitations.map((each) => ({ ...each, href: invitationHref(world, site, each.nonce) })),
      authors: (await listAuthors(world.db, site.id)).filter(({ accountId }) => accountId === null),
      links: await pendingLinks(world, account),
      mail: world.mail.configured,
      fields,
      problems,
    }),
  });
}

async function takeInvite(desk: Desk, asked: Asked): Promise<Reply> {
  const { world, site, account, form, t } = asked;
  const fields = { email: (form.get('email') ?? '').slice(0, 300), role: form.get('role') ?? '' };
  if (!isRole(fields.role))
    return showPeople(desk, asked, { fields, problems: { role: t('people.bad-role') } });
  const invited = await invite(world, site, { email: fields.email, role: fields.role, by: account });
  if (!invited.ok)
    return showPeople(desk, asked, {
      fields,
      problems: {
        email: t('people.invite-refused', { reason: invited.reason === 'member' ? 'member' : 'other' }),
      },
    });
  const text = t('people.invited', { email: fields.email.trim(), mailed: invited.mailed ? 'yes' : 'other' });
  return noticed(asked, peoplePath, { text });
}

async function takeBack(_desk: Desk, asked: Asked): Promise<Reply> {
  const { world, site, params, t } = asked;
  await world.db.write((tx) => revokeInvitation(tx, site.id, idIn(params.id)));
  return noticed(asked, peoplePath, { text: t('people.invitation-revoked') });
}

async function withMember(
  desk: Desk,
  asked: Asked,
  handle: (desk: Desk, asked: Asked, member: Member) => Promise<Reply>,
): Promise<Reply> {
  const { world, site, params } = asked;
  const member = await memberOf(world.db, site.id, idIn(params.id));
  return member ? handle(desk, asked, member) : nobodyThere(desk, asked);
}

function showMember(desk: Desk, asked: Asked, member: Member, problem?: string): Promise<Reply> {
  return desk.page(asked, {
    title: member.name,
    section: 'people',
    status: problem === undefined ? 200 : 409,
    ...(problem !== undefined && { notice: { text: problem, tone: 'bad' } }),
    main: memberMain(asked, member),
  });
}

async function takeRole(desk: Desk, asked: Asked, member: Member): Promise<Reply> {
  const { world, site, account, form, t } = asked;
  const role = form.get('role') ?? '';
  if (!isRole(role)) return showMember(desk, asked, member, t('people.bad-role'));
  const changed = await world.db.write((tx) => changeRole(tx, site.id, member.accountId, role, account));
  if (!changed.ok) return refusedMember(desk, asked, member, changed.reason);
  return noticed(asked, afterwards(asked, member), {
    text: t('people.role-changed', { name: member.name, role }),
    ...(changed.before !== role && {
      undo: { action: `${peoplePath}${member.accountId}/role`, fields: { role: changed.before } },
    }),
  });
}

async function takeRemoval(desk: Desk, asked: Asked, member: Member): Promise<Reply> {
  const { world, site, account, t } = asked;
  const removed = await world.db.write((tx) => removeMember(tx, site.id, member.accountId, account));
  if (!removed.ok) return refusedMember(desk, asked, member, removed.reason);
  const seal = signValue(`${site.id} ${member.accountId} ${removed.before}`, inAnHour(asked), signing(asked));
  return noticed(asked, afterwards(asked, member), {
    text: t('people.removed', { name: member.name }),
    undo: { action: `${peoplePath}return`, fields: { seal } },
  });
}

/** Gives back the role that was just taken: what was taken is in the seal, so nobody else comes in by it. */
async function takeReturn(_desk: Desk, asked: Asked): Promise<Reply> {
  const { world, site, form, t } = asked;
  const value = verifyValue(form.get('seal') ?? '', world.clock.now(), signing(asked));
  const [siteId, accountId, role = ''] = (value ?? '').split(' ');
  if (Number(siteId) !== site.id || !isRole(role))
    return noticed(asked, peoplePath, { text: t('people.not-returned'), tone: 'warning' });
  await world.db.write((tx) => grantRole(tx, site.id, Number(accountId), role));
  return noticed(asked, peoplePath, { text: t('people.returned') });
}

function signing({ world }: Asked) {
  return { secret: world.secret, purpose: 'people' };
}

function inAnHour({ world }: Asked): Date {
  return new Date(world.clock.now().getTime() + 3_600_000);
}

/** Who takes their own right away sees the desk no more, or less of it. */
function afterwards({ account }: Asked, member: Member): string {
  return member.accountId === account.id && !account.owner ? deskPath : peoplePath;
}

function refusedMember(
  desk: Desk,
  asked: Asked,
  member: Member,
  reason: 'missing' | 'last-administrator',
): Promise<Reply> {
  const { t } = asked;
  if (reason === 'missing') return showMember(desk, asked, member, t('people.no-role'));
  return showMember(desk, asked, member, t('people.last-administrator'));
}

/** `GET /-/admin/people/profile`: one's own, made if there is none yet. */
async function showOwnProfile(_desk: Desk, { world, site, account }: Asked): Promise<Reply> {
  const author = await world.db.write((tx) => authorOfAccount(tx, site.id, account));
  if (!author.ok) throw new Error(`The author of an account was refused: ${author.reason}.`);
  return onwards(`${peoplePath}authors/${author.id}/`);
}
