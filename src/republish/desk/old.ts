import { may } from '../../account/may.ts';
import { authorsOfAccount } from '../../author/read.ts';
import {
  type Asked,
  type Desk,
  filterBar,
  keysetPage,
  list,
  noticed,
  pager,
  readKeyset,
  selectField,
  tabs,
} from '../../desk/index.ts';
import { type Html, html } from '../../kit/html.ts';
import { idIn } from '../../kit/http/form.ts';
import type { Reply } from '../../kit/http/message.ts';
import { mayEdit, readRightful } from '../../post/rights.ts';
import { decide, nameSource } from '../old/bind.ts';
import { askToLook } from '../old/look.ts';
import {
  type Attribution,
  type AttributionState,
  hostsOf,
  readAttribution,
  readAttributions,
  waitingFrom,
} from '../old/read.ts';

export const oldPath = '/-/admin/republish/old/';
const perPage = 50;
/** Of one host, so many are decided with one press. */
const mostAtOnce = 500;

/** `GET /-/admin/republish/old/`: posts whose words say that they come from elsewhere, to be bound or dismissed. */
export async function showOld(desk: Desk, asked: Asked): Promise<Reply> {
  const { world, site, actor, account, request, t } = asked;
  const state = stateIn(request.query.get('state'));
  const host = (request.query.get('host') ?? '').slice(0, 300);
  const keyset = readKeyset(request.query, 1);
  const rows = await readAttributions(world.db, site.id, {
    state,
    host,
    keyset,
    limit: perPage + 1,
    // Drafts of others are for editors.
    signedBy: may(actor, 'read-unpublished', { siteId: site.id })
      ? undefined
      : await authorsOfAccount(world.db, site.id, account.id),
  });
  const page = keysetPage(rows, perPage, keyset);
  const hosts = await hostsOf(world.db, site.id);
  return desk.page(asked, {
    title: t('republish.old'),
    section: 'posts',
    scripts: ['list'],
    main: html`<p>${t('republish.old-text')}</p>
${tabs(t('republish.old-states'), statesOf(asked, state))}${filterBar(
  asked,
  { action: oldPath, kept: { state }, ...(host !== '' && { clear: `${oldPath}?state=${state}` }) },
  selectField({ name: 'host', label: t('republish.old-host'), value: host }, [
    { value: '', label: t('republish.old-hosts') },
    ...hosts.map(({ host: name, count }) => ({ value: name, label: `${name} (${count})` })),
  ]),
)}${table(asked, page.rows, state, host)}${pager(asked, page, ({ id }) => [id])}${lookAgain(asked)}`,
  });
}

/** `POST /-/admin/republish/old/`: for those that were selected, or all that name one host. */
export async function takeOld(_desk: Desk, asked: Asked): Promise<Reply> {
  const { world, site, form, t } = asked;
  const step = form.get('do') ?? '';
  const back = backTo(form.get('back'));
  if (step === 'look') {
    await world.db.write((tx) => askToLook(tx, site.id));
    return noticed(asked, oldPath, { text: t('republish.old-looking') });
  }
  const host = new URLSearchParams(back.slice(oldPath.length).replace(/^\?/, '')).get('host') ?? '';
  const ids = step.endsWith('-host')
    ? await waitingFrom(world.db, site.id, host, mostAtOnce)
    : form.getAll('id').map(idIn);
  let done = 0;
  for (const id of ids.slice(0, mostAtOnce)) if (await decided(asked, id, step.replace(/-host$/, ''))) done++;
  return noticed(asked, back, {
    text: t('republish.old-done', { count: done }),
    ...(done < ids.length && { tone: 'warning' }),
  });
}

async function decided(asked: Asked, id: number, step: string): Promise<boolean> {
  const { world, site, actor } = asked;
  const found = await readAttribution(world.db, site.id, id);
  const rightful = found && (await readRightful(world.db, site.id, found.post_id));
  if (!found || !rightful || !mayEdit(actor, site.id, rightful)) return false;
  return world.db.write(async (tx) => {
    if (step === 'name') {
      const named = await nameSource(tx, asked, found.post_id, found.address);
      if (!named.ok) return false;
    } else if (step !== 'dismiss' && step !== 'reopen') return false;
    await decide(tx, asked, id, step === 'name' ? 'bound' : step === 'dismiss' ? 'dismissed' : 'found');
    return true;
  });
}

function backTo(back: string | null): string {
  return back?.startsWith(`${oldPath}?`) || back === oldPath ? back : oldPath;
}

function stateIn(text: string | null): AttributionState {
  return text === 'bound' || text === 'dismissed' ? text : 'found';
}

function statesOf({ t }: Asked, current: AttributionState) {
  return (['found', 'bound', 'dismissed'] as const).map((state) => ({
    label: t('republish.old-state', { state: state === 'dismissed' ? 'other' : state }),
    href: `${oldPath}?state=${state}`,
    current: state === current,
  }));
}

function table(asked: Asked, rows: readonly Attribution[], state: AttributionState, host: string): Html {
  const { t, request } = asked;
  const open = state === 'found';
  const back = `${oldPath}?${request.query}`;
  return list(asked, {
    caption: t('republish.old'),
    rows,
    id: ({ id }) => id,
    name: ({ title }) => title || t('post-desk.untitled'),
    empty: html`<p>${t('republish.old-none')}</p>`,
    columns: [
      {
        label: t('republish.old-post'),
        heading: true,
        cell: ({ id, title, post_id }) =>
          html`<a href="${open ? `${oldPath}${id}/` : `/-/admin/posts/${post_id}/`}" dir="auto">${title || t('post-desk.untitled')}</a>`,
      },
      { label: t('republish.old-words'), cell: ({ passage }) => html`<span dir="auto">${passage}</span>` },
      {
        label: t('republish.old-address'),
        cell: ({ address }) =>
          address === ''
            ? undefined
            : html`<a href="${address}" dir="ltr" rel="noreferrer">${address.replace(/^https?:\/\/(?:www\.)?/, '').slice(0, 60)}</a>`,
      },
    ],
    bulk: {
      action: oldPath,
      back,
      actions: open
        ? [
            { value: 'name', label: t('republish.old-name') },
            { value: 'dismiss', label: t('republish.old-dismiss') },
            ...(host === ''
              ? []
              : [
                  { value: 'name-host', label: t('republish.old-name-host', { host }) },
                  { value: 'dismiss-host', label: t('republish.old-dismiss-host', { host }) },
                ]),
          ]
        : [{ value: 'reopen', label: t('republish.old-reopen') }],
    },
  });
}

function lookAgain({ t, token }: Asked): Html {
  return html`<form method="post" action="${oldPath}"><input type="hidden" name="token" value="${token}">
<p class="buttons"><button type="submit" name="do" value="look" class="plain">${t('republish.old-look')}</button></p></form>
`;
}
