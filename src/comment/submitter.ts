import { z } from 'zod';
import { authorsOfAccount } from '../author/read.ts';
import type { World } from '../kit/world.ts';
import type { Site } from '../site/site.ts';
import { longest } from './comment.ts';
import type { IdentityWrite } from './save.ts';
import type { Refused, Submitter } from './submission.ts';

export type IdentityRead = { readonly ok: true; readonly identity: IdentityWrite } | Refused;

/** Who a reply is shown to be by: a snapshot, kept as it is now. */
export async function identityOf(world: World, site: Site, author: Submitter): Promise<IdentityRead> {
  if (author.kind === 'guest') return guest(site, author);
  const { account, provider, url, avatar } = author;
  const [authorId] = await authorsOfAccount(world.db, site.id, account.id);
  return {
    ok: true,
    identity: {
      kind: 'account',
      name: account.name,
      accountId: account.id,
      ...(authorId !== undefined && { authorId }),
      ...(provider !== undefined && { provider }),
      ...(url !== undefined && { url }),
      ...(avatar !== undefined && { avatar }),
    },
  };
}

const emailAddress = z.email().max(longest.email);

/**
 * What a guest typed. The address is kept for the site's moderators and for mail that is confirmed first; nothing
 * is concluded from it. A website that is none is left out (`save.ts`).
 */
function guest(site: Site, typed: Extract<Submitter, { kind: 'guest' }>): IdentityRead {
  const { guestsMayReply, nameRequired, emailRequired } = site.settings;
  if (!guestsMayReply) return { ok: false, reason: 'guests-refused' };
  const name = oneLine(typed.name).slice(0, longest.name);
  const email = typed.email.trim().toLowerCase();
  if (name === '' && nameRequired) return { ok: false, reason: 'name-missing' };
  if (email === '' && emailRequired) return { ok: false, reason: 'email-missing' };
  if (email !== '' && !emailAddress.safeParse(email).success) return { ok: false, reason: 'bad-email' };
  const url = withScheme(typed.url.trim().slice(0, longest.url));
  return { ok: true, identity: { kind: 'guest', name, ...(email && { email }), ...(url && { url }) } };
}

/** A name on one line, without what turns the writing of the words around it. */
function oneLine(text: string): string {
  return text
    .normalize('NFC')
    .replaceAll(/[\u202a-\u202e\u2066-\u2069]/g, '')
    .replaceAll(/[\s\p{Cc}]+/gu, ' ')
    .trim();
}

/** `example.org` is how people write where their website is. */
function withScheme(url: string): string {
  return /^[\w-]+(\.[\w-]+)+(\/|$)/.test(url) ? `https://${url}` : url;
}
