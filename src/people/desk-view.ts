import { type Role, roles } from '../account/account.ts';
import type { PendingLink } from '../account/pending-links.ts';
import type { Author } from '../author/author.ts';
import {
  type Asked,
  actionButton,
  type Desk,
  deskForm,
  list,
  selectField,
  textField,
} from '../desk/index.ts';
import { type Html, html } from '../kit/html.ts';
import type { Reply } from '../kit/http/message.ts';
import { formatDate } from '../kit/i18n/index.ts';
import type { Invitation, Member } from './read.ts';

export type InviteFields = { readonly email: string; readonly role: string };
export type InviteProblems = { readonly email?: string; readonly role?: string };

export type PeopleFacts = {
  readonly members: readonly Member[];
  readonly invitations: readonly (Invitation & { readonly href: string })[];
  /** Names that stand over posts without an account. */
  readonly authors: readonly Author[];
  readonly links: readonly PendingLink[];
  readonly mail: boolean;
  readonly fields: InviteFields;
  readonly problems: InviteProblems;
};

export function peopleMain(asked: Asked, facts: PeopleFacts): Html {
  const { t } = asked;
  return html`${list(asked, {
    caption: t('desk.section', { section: 'people' }),
    rows: facts.members,
    id: ({ accountId }) => accountId,
    name: ({ name }) => name,
    empty: html`<p>${t('people.nobody')}</p>`,
    columns: [
      {
        label: t('people.name'),
        heading: true,
        cell: (member) => html`<a href="/-/admin/people/${member.accountId}/"><bdi>${member.name}</bdi></a>`,
      },
      { label: t('people.role'), cell: (member) => roleOf(asked, member) },
      { label: t('account.login'), cell: ({ login }) => html`<bdi dir="ltr">${login}</bdi>` },
      { label: t('account.email'), cell: ({ email }) => html`<bdi dir="ltr">${email}</bdi>` },
    ],
  })}${inviteForm(asked, facts)}${waiting(asked, facts)}${resetLinks(asked, facts)}${bylines(asked, facts)}`;
}

function roleOf({ t }: Asked, { role, owner }: Member): string {
  const held = role && t('account.role', { role });
  return [owner ? t('account.owner') : undefined, held].filter((part) => part !== undefined).join(', ');
}

function inviteForm(asked: Asked, { mail, fields, problems }: PeopleFacts): Html {
  const { t } = asked;
  return html`<h2>${t('people.invite')}</h2>
<p>${t(mail ? 'people.invite-mail' : 'people.invite-no-mail')}</p>
${deskForm(
  asked,
  { action: '/-/admin/people/invitations' },
  html`${textField({
    name: 'email',
    label: t('account.email'),
    type: 'email',
    value: fields.email,
    problem: problems.email,
    required: true,
    dir: 'ltr',
    autocomplete: 'off',
  })}${roleField(asked, fields.role, problems.role)}<button type="submit">${t('people.invite-submit')}</button>
`,
)}`;
}

function roleField({ t }: Asked, value: string, problem?: string): Html {
  return selectField(
    { name: 'role', label: t('people.role'), value, hint: t('people.role-hint'), problem },
    roles.toReversed().map((role: Role) => ({ value: role, label: t('account.role', { role }) })),
  );
}

function waiting(asked: Asked, { invitations }: PeopleFacts): Html | undefined {
  const { t } = asked;
  if (invitations.length === 0) return undefined;
  return html`<h2>${t('people.waiting')}</h2>
<p>${t('people.waiting-text')}</p>
<ul class="links">${invitations.map(
    (
      each,
    ) => html`<li><p><bdi dir="ltr">${each.email}</bdi> · ${t('account.role', { role: each.role })} · ${t('people.until', { until: moment(asked, each.expiresAt) })}</p>
${linkToCopy(t('people.link-for', { email: each.email }), each.href, `invitation-${each.id}`)}${actionButton(
  asked,
  {
    action: `/-/admin/people/invitations/${each.id}/revocation`,
    label: t('people.revoke', { email: each.email }),
    tone: 'plain',
  },
)}</li>
`,
  )}</ul>
`;
}

/** Links that would have gone by mail: shown to the install's owner where no mail is sent. */
function resetLinks(asked: Asked, { links }: PeopleFacts): Html | undefined {
  const { t } = asked;
  if (links.length === 0) return undefined;
  return html`<h2>${t('people.links')}</h2>
<p>${t('people.links-text')}</p>
<ul class="links">${links.map(
    (
      each,
      index,
    ) => html`<li><p><bdi dir="ltr">${each.email}</bdi> · ${t('people.link-purpose', { purpose: each.purpose })} · ${t('people.until', { until: moment(asked, each.expiresAt) })}</p>
${linkToCopy(t('people.link-for', { email: each.email }), each.href, `link-${index}`)}</li>
`,
  )}</ul>
`;
}

function linkToCopy(label: string, href: string, id: string): Html {
  return html`<p class="field"><label for="${id}">${label}</label>
<input id="${id}" type="text" readonly dir="ltr" value="${href}"></p>
`;
}

function bylines({ t }: Asked, { authors }: PeopleFacts): Html | undefined {
  if (authors.length === 0) return undefined;
  return html`<h2>${t('people.bylines')}</h2>
<p>${t('people.bylines-text')}</p>
<ul>${authors.map(({ id, name }) => html`<li><a href="/-/admin/people/authors/${id}/"><bdi>${name}</bdi></a></li>`)}</ul>
`;
}

function moment({ t, site }: Asked, iso: string): string {
  const { timeZone, calendar } = site;
  return formatDate(iso, { style: 'moment', locale: t.locale, timeZone, calendar });
}

/** One person: what they are here, and as whom they sign. */
export function memberMain(asked: Asked, member: Member): Html {
  const { t } = asked;
  const { accountId, authorId, role, login, email } = member;
  return html`<dl><dt>${t('account.login')}</dt><dd dir="ltr">${login}</dd>
<dt>${t('account.email')}</dt><dd dir="ltr">${email}</dd>
<dt>${t('people.role')}</dt><dd>${roleOf(asked, member)}</dd></dl>
${authorId !== null && html`<p><a href="/-/admin/people/authors/${authorId}/">${t('people.profile')}</a></p>\n`}${
  role !== undefined &&
  html`<h2>${t('people.change-role')}</h2>
${deskForm(asked, { action: `/-/admin/people/${accountId}/role` }, html`${roleField(asked, role)}<button type="submit">${t('people.change-role')}</button>\n`)}<h2>${t('people.remove')}</h2>
<p>${t('people.remove-text')}</p>
${actionButton(asked, { action: `/-/admin/people/${accountId}/removal`, label: t('people.remove-named', { name: member.name }), tone: 'bad' })}`
}`;
}

/** There is no such person on this site, or no such name. */
export function nobodyThere(desk: Desk, asked: Asked): Promise<Reply> {
  const { t } = asked;
  return desk.page(asked, {
    title: t('people.missing'),
    section: 'people',
    status: 404,
    main: html`<p><a href="/-/admin/people/">${t('desk.section', { section: 'people' })}</a></p>`,
  });
}
