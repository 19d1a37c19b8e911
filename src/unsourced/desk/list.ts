import { may } from '../../account/may.ts';
import { onwards } from '../../account/reply.ts';
import { authorsOfAccount } from '../../author/read.ts';
import { type Asked, type Desk, type DeskRoute, noticed, readKeyset } from '../../desk/index.ts';
import { idIn } from '../../kit/http/form.ts';
import type { Reply } from '../../kit/http/message.ts';
import { enqueue } from '../../kit/queue/index.ts';
import { mayEdit, readRightful } from '../../post/rights.ts';
import {
  countedAddresses,
  countUnsourced,
  listUnsourced,
  readUnsourced,
  type UnsourcedFilter,
} from '../read.ts';
import { decide } from '../save.ts';
import { type Confirmed, giveSource, type Sourced } from '../source.ts';
import { lookAllJob, lookJob, unsourcedPath } from '../unsourced.ts';
import { hrefOf, idOf, unsourcedMain } from './view.ts';

export const unsourcedRoutes: readonly DeskRoute[] = [
  { method: 'GET', pattern: unsourcedPath, may: 'manage-sources', handle: show },
  { method: 'POST', pattern: `${unsourcedPath}do`, may: 'manage-sources', handle: take },
  { method: 'POST', pattern: `${unsourcedPath}look`, may: 'manage-sources', handle: lookThroughAll },
];

const perPage = 30;

async function show(desk: Desk, asked: Asked): Promise<Reply> {
  const { world, site, request, t } = asked;
  const signed = await signedBy(asked);
  const filter = { ...filterOf(request.query), ...signed };
  const count = (state: 'open' | 'dismissed') => countUnsourced(world.db, site.id, { ...filter, state });
  const view = {
    filter,
    page: await listUnsourced(world.db, site.id, filter, {
      limit: perPage,
      keyset: readKeyset(request.query, 2),
    }),
    counts: { open: await count('open'), dismissed: await count('dismissed') },
    addresses: await countedAddresses(world.db, site.id, signed),
    looking: await isLooking(asked),
  };
  return desk.page(asked, {
    title: t('unsourced.title'),
    section: 'quotations',
    scripts: ['unsourced'],
    main: unsourcedMain(asked, view),
  });
}

async function isLooking({ world, site }: Asked): Promise<boolean> {
  const row = await world.db.read
    .selectFrom('job')
    .select('id')
    .where('kind', 'in', [lookJob, lookAllJob])
    .where('site_id', '=', site.id)
    .where('failed_at', 'is', null)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

function filterOf(query: URLSearchParams): UnsourcedFilter {
  const address = (query.get('address') ?? '').slice(0, 1_100);
  const postId = idIn(query.get('post'));
  return {
    state: query.get('state') === 'dismissed' ? 'dismissed' : 'open',
    ...(address === 'any' && { linked: true }),
    ...(address !== '' && address !== 'any' && { address }),
    ...(postId > 0 && { postId }),
  };
}

/** `POST …/do`: one button of one quotation, one deed for all that are selected, or all of one address. */
async function take(_desk: Desk, asked: Asked): Promise<Reply> {
  const { form, t } = asked;
  const back = backOf(form.get('back'));
  const [word = '', only] = (form.get('one') ?? '').split(' ');
  const deed = word === '' ? (form.get('do') ?? '') : word === 'all' ? 'bind' : word;
  const chosen =
    word === 'all' ? await allOf(asked, back) : (only ? [only] : form.getAll('id')).flatMap(which);
  if (chosen.length === 0) return told(asked, back, { text: t('unsourced.none-selected'), count: 0 });
  if (deed === 'bind') return bind(asked, back, chosen);
  if (deed === 'dismiss' || deed === 'reopen') return decided(asked, back, deed, chosen);
  return onwards(back);
}

type Which = { readonly postId: number; readonly digest: string };

function which(text: string): readonly Which[] {
  const [, id, digest] = /^(\d{1,15})-([0-9a-f]{32})$/.exec(text) ?? [];
  return digest === undefined ? [] : [{ postId: idIn(id), digest }];
}

/** Those that the list shows beside one address. */
async function allOf(asked: Asked, back: string): Promise<readonly Which[]> {
  const { world, site } = asked;
  const filter = filterOf(new URL(back, 'http://desk.invalid').searchParams);
  if (filter.address === undefined) return [];
  const page = await listUnsourced(
    world.db,
    site.id,
    { ...filter, ...(await signedBy(asked)), state: 'open' },
    { limit: perPage },
  );
  return page.rows.map(({ postId, digest }) => ({ postId, digest }));
}

/** Drafts of others are for editors. */
async function signedBy({ actor, account, site, world }: Asked): Promise<Pick<UnsourcedFilter, 'signedBy'>> {
  if (may(actor, 'read-unpublished', { siteId: site.id })) return {};
  return { signedBy: await authorsOfAccount(world.db, site.id, account.id) };
}

function backOf(given: string | null): string {
  const url = URL.parse(given ?? '', 'http://desk.invalid');
  if (url?.host !== 'desk.invalid' || url.pathname !== unsourcedPath) return unsourcedPath;
  return hrefOf(filterOf(url.searchParams));
}

async function decided(
  asked: Asked,
  back: string,
  deed: 'dismiss' | 'reopen',
  chosen: readonly Which[],
): Promise<Reply> {
  const { world, site, account, t } = asked;
  const state = deed === 'dismiss' ? 'dismissed' : 'open';
  const mine = await editable(asked, chosen);
  const count = await world.db.write((tx) => decide(tx, site.id, mine, state, account.id));
  const text = t(deed === 'dismiss' ? 'unsourced.dismissed' : 'unsourced.reopened', { count });
  const first = mine[0];
  const undo = { action: `${unsourcedPath}do`, fields: { back, one: first ? `reopen ${idOf(first)}` : '' } };
  return told(asked, back, { text, count, ...(deed === 'dismiss' && mine.length === 1 && { undo }) });
}

async function editable({ world, site, actor }: Asked, chosen: readonly Which[]): Promise<readonly Which[]> {
  const mine: Which[] = [];
  for (const one of chosen) {
    const post = await readRightful(world.db, site.id, one.postId);
    if (post && mayEdit(actor, site.id, post)) mine.push(one);
  }
  return mine;
}

/** Each in a transaction of its own: what cannot be bound holds up none of the others. */
async function bind(asked: Asked, back: string, chosen: readonly Which[]): Promise<Reply> {
  const { t } = asked;
  let count = 0;
  const refused: string[] = [];
  for (const one of chosen) {
    const sourced = await bindOne(asked, one);
    if (sourced.ok) count++;
    else refused.push(t('unsourced.refused', { reason: words[sourced.reason] }));
  }
  const left =
    refused.length > 0 &&
    t('unsourced.left', { count: String(refused.length), why: [...new Set(refused)].join(' ') });
  const text = [...(count > 0 ? [t('unsourced.bound', { count })] : []), ...(left ? [left] : [])].join(' ');
  return told(asked, back, { text, count, ...(left && { tone: 'warning' }) });
}

const words = {
  gone: 'gone',
  'bad-address': 'address',
  'bad-date': 'date',
  spread: 'spread',
  forbidden: 'other',
} as const;

async function bindOne(
  asked: Asked,
  one: Which,
): Promise<Sourced | { readonly ok: false; readonly reason: 'forbidden' }> {
  const { world, site, account, actor, t } = asked;
  const confirmed = await confirmedBy(asked, one);
  return world.db.write(async (tx) => {
    const post = await readRightful(tx, site.id, one.postId);
    if (!post) return { ok: false, reason: 'gone' };
    if (!mayEdit(actor, site.id, post)) return { ok: false, reason: 'forbidden' };
    const now = tx.clock.now().toISOString();
    return giveSource(tx, site, confirmed, { now, by: account.id, note: t('unsourced.note') });
  });
}

/** What the form says of it; where the form has no fields for it, what was found. */
async function confirmedBy({ form, world, site }: Asked, one: Which): Promise<Confirmed> {
  const id = idOf(one);
  const found = form.has(`address-${id}`) ? undefined : await readUnsourced(world.db, site.id, one);
  const speaker = (form.get(`speaker-${id}`) ?? found?.speaker ?? '').trim().slice(0, 300);
  const said = (form.get(`said-${id}`) ?? found?.said ?? '').trim().slice(0, 40);
  return {
    ...one,
    address: (form.get(`address-${id}`) ?? found?.links[0] ?? '').trim(),
    ...(speaker !== '' && { speaker }),
    ...(said !== '' && { said }),
  };
}

/** Says what was done, on the list or, to a script that asks for it, as JSON. */
function told(
  asked: Asked,
  back: string,
  { count, ...notice }: Parameters<typeof noticed>[2] & { readonly count: number },
): Reply {
  if (asked.request.header('accept') !== 'application/json') return noticed(asked, back, notice);
  return {
    status: 200,
    headers: { 'content-type': 'application/json', 'cache-control': 'no-store' },
    body: JSON.stringify({ text: notice.text, count }),
  };
}

async function lookThroughAll(_desk: Desk, asked: Asked): Promise<Reply> {
  const { world, site, t } = asked;
  await world.db.write((tx) =>
    enqueue(tx, { kind: lookAllJob, key: String(site.id), siteId: site.id, payload: {} }),
  );
  return noticed(asked, unsourcedPath, { text: t('unsourced.looking') });
}
