import type { Asked } from '../account/asked.ts';
import { onwards, personalPage } from '../account/reply.ts';
import { accountOf } from '../account/session.ts';
import { readTicket } from '../account/ticket.ts';
import type { Shell } from '../account/views.ts';
import { readerKeyOf, sendersOf } from '../comment/sender.ts';
import { type Database, statement } from '../kit/database/index.ts';
import type { Html } from '../kit/html.ts';
import type { Reply } from '../kit/http/message.ts';
import { listSites } from '../site/read.ts';
import type { Person } from './person.ts';
import { pathOf } from './views.ts';

/** Whose these pages are for this request: who has the key of a letter, or is signed in. */
export async function personFrom(asked: Asked, key: string | null): Promise<Person | undefined> {
  const { world, request } = asked;
  const browser = readerKeyOf(request);
  const sites = await listSites(world.db);
  const sendersFor = (accountId?: number) => [
    ...new Set(sites.flatMap(({ id }) => sendersOf(world, id, { accountId, key: browser }))),
  ];
  if (key !== null && key !== '') {
    const ticket = await readTicket(world, 'dossier', key);
    return ticket?.email ? { email: ticket.email, senders: sendersFor() } : undefined;
  }
  const account = await accountOf(world, request);
  if (!account) return undefined;
  const email = await verifiedEmail(world.db, account.id);
  return { account, senders: sendersFor(account.id), ...(email !== undefined && { email }) };
}

async function verifiedEmail(database: Database, id: number): Promise<string | undefined> {
  return (await verified.first(database, { id }))?.email;
}

const verified = statement<{ id: number }>()((db, value) =>
  db.selectFrom('account').select('email').where('id', '=', value('id')).where('email_verified', '=', 1),
);

/** To the page that asks who one is. */
export function askWho(key: string | null): Reply {
  return onwards(pathOf('', key ? { expired: '1' } : {}));
}

/** A page around what is made for its shell. */
export async function pageWith(
  { shell }: Asked,
  status: number,
  make: (shell: Shell) => Html,
  cookies: readonly string[] = [],
): Promise<Reply> {
  return personalPage(status, make(shell), { cookies });
}
