import { randomUUID } from 'node:crypto';
import type { Transaction } from '../database/index.ts';
import { enqueue } from '../queue/job.ts';
import { isMailAddress } from './address.ts';
import type { Letter, Mail, Message } from './mail.ts';

export const mailJob = 'mail.send';

export type Enqueued =
  | { readonly ok: true }
  | { readonly ok: false; readonly reason: 'not-configured' | 'bad-address' };

/**
 * Has a message sent, when the transaction that gives the reason for it is committed. Where mail is not
 * configured nothing is enqueued, and the caller shows its link to the administrator.
 *
 * ```ts
 * const sent = await enqueueMail(tx, world.mail, { to, subject, ...composed(t, parts) });
 * ```
 */
export async function enqueueMail(tx: Transaction, mail: Mail, message: Message): Promise<Enqueued> {
  if (!mail.configured || mail.from === undefined) return { ok: false, reason: 'not-configured' };
  if (!isMailAddress(message.to)) return { ok: false, reason: 'bad-address' };
  checkHeaders(message);
  const { siteId, ...rest } = message;
  const letter: Letter = {
    ...rest,
    messageId: message.messageId ?? `<${randomUUID()}@${mail.from.split('@')[1]}>`,
    date: tx.clock.now().toISOString(),
  };
  await enqueue(tx, { kind: mailJob, payload: letter, ...(siteId !== undefined && { siteId }) });
  return { ok: true };
}

/** Headers are of our own making; one that begins another line is a mistake of ours. */
function checkHeaders({ headers = {}, unsubscribe, messageId = '<a@b>' }: Message): void {
  if (!/^<[^\s<>@\p{Cc}]+@[^\s<>@\p{Cc}]+>$/u.test(messageId))
    throw new Error(`${JSON.stringify(messageId)} is no Message-ID.`);
  for (const [name, value] of Object.entries(headers)) {
    if (!/^[A-Za-z][A-Za-z0-9-]*$/.test(name) || /\p{Cc}/u.test(value))
      throw new Error(`The header ${JSON.stringify(name)} of a message cannot be sent.`);
  }
  if (unsubscribe !== undefined && !/^https?:\/\/[^\s<>\p{Cc}]+$/u.test(unsubscribe))
    throw new Error('The address to unsubscribe at is no web address.');
}
