import { timestamp } from '../kit/clock.ts';
import type { World } from '../kit/world.ts';
import { isLinkPurpose, type LinkPurpose, linkOf, type TicketPayload } from './links.ts';
import { tokenOf } from './ticket.ts';

/** A link that waits to be used, for whoever may hand it over. */
export type PendingLink = {
  readonly purpose: LinkPurpose;
  readonly email: string;
  /** Login of the account; absent for one that is to be. */
  readonly login: string | undefined;
  readonly href: string;
  readonly expiresAt: string;
};

/**
 * Links that no mail has carried, because none is sent, the newest first. Each is a key to somebody's account:
 * they are for the owner of the install and nobody else, of no site's administrator.
 */
export async function pendingLinks(
  world: World,
  reader: { readonly owner: boolean },
): Promise<readonly PendingLink[]> {
  if (!reader.owner || world.mail.configured) return [];
  const rows = await world.db.read
    .selectFrom('ticket')
    .leftJoin('account', 'account.id', 'ticket.account_id')
    .select([
      'ticket.nonce',
      'ticket.kind',
      'ticket.email',
      'ticket.payload',
      'ticket.expires_at',
      'account.login',
    ])
    .where('ticket.kind', 'in', ['enter', 'reset', 'register', 'address'])
    .where('ticket.expires_at', '>', timestamp(world.clock))
    .orderBy('ticket.created_at', 'desc')
    .limit(100)
    .execute();
  return rows.flatMap(({ kind, nonce, email, login, payload, expires_at }) => {
    if (!isLinkPurpose(kind) || email === null) return [];
    const { origin } = JSON.parse(payload) as TicketPayload;
    const href = linkOf(origin, kind, tokenOf(world, { kind, nonce }));
    return [{ purpose: kind, email, login: login ?? undefined, href, expiresAt: expires_at }];
  });
}
