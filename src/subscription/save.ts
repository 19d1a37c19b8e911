import { nextId, type Transaction } from '../kit/database/index.ts';
import type { LinkSubject } from './link.ts';
import type { Rhythm, Scope } from './subscription.ts';

export type Wish = Scope & {
  /** As `tidyAddress` made it. */
  readonly email: string;
  /** Whose address it is, where that is shown. */
  readonly accountId?: number;
  readonly locale: string;
  readonly rhythm: Rhythm;
  /** The address is the account's own and was verified: nobody has to be asked again. */
  readonly confirmed: boolean;
};

/**
 * Writes down that somebody wants to be told of replies. One that is there already stays as it is, but for the
 * rhythm where the address is known to be the asker's own.
 */
export async function addSubscription(
  tx: Transaction,
  siteId: number,
  wish: Wish,
): Promise<LinkSubject & { readonly confirmed: boolean }> {
  const subscriberId = await ensureSubscriber(tx, siteId, wish);
  const known = await findSubscription(tx, siteId, subscriberId, wish);
  const now = tx.clock.now().toISOString();
  if (known) {
    const confirmed = wish.confirmed || known.confirmed_at !== null;
    if (wish.confirmed) {
      await tx.db
        .updateTable('subscription')
        .set({ rhythm: wish.rhythm, confirmed_at: known.confirmed_at ?? now })
        .where('site_id', '=', siteId)
        .where('id', '=', known.id)
        .execute();
    }
    return { siteId, subscriberId, subscriptionId: known.id, confirmed };
  }
  const id = await nextId(tx, siteId, 'subscription');
  // Asked for twice at the same moment, the counter makes the second wait until the first is there.
  const made = await tx.db
    .insertInto('subscription')
    .values({
      site_id: siteId,
      id,
      subscriber_id: subscriberId,
      post_id: wish.postId,
      comment_id: wish.commentId ?? 0,
      rhythm: wish.rhythm,
      created_at: now,
      asked_at: null,
      confirmed_at: wish.confirmed ? now : null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  if (made.numInsertedOrUpdatedRows !== 1n) return addSubscription(tx, siteId, wish);
  return { siteId, subscriberId, subscriptionId: id, confirmed: wish.confirmed };
}

/** Marks that its letter of confirmation went out: it is kept for three days from then. */
export async function markAsked(tx: Transaction, { siteId, subscriptionId }: LinkSubject): Promise<void> {
  await tx.db
    .updateTable('subscription')
    .set({ asked_at: tx.clock.now().toISOString() })
    .where('site_id', '=', siteId)
    .where('id', '=', subscriptionId)
    .execute();
}

/** Confirms one subscription, and no other of the same address. False when it is gone. */
export async function confirmSubscription(tx: Transaction, subject: LinkSubject): Promise<boolean> {
  const { numUpdatedRows } = await tx.db
    .updateTable('subscription')
    .set((eb) => ({ confirmed_at: eb.fn.coalesce('confirmed_at', eb.val(tx.clock.now().toISOString())) }))
    .where('site_id', '=', subject.siteId)
    .where('id', '=', subject.subscriptionId)
    .where('subscriber_id', '=', subject.subscriberId)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

export async function setRhythm(tx: Transaction, subject: LinkSubject, rhythm: Rhythm): Promise<void> {
  await tx.db
    .updateTable('subscription')
    .set({ rhythm })
    .where('site_id', '=', subject.siteId)
    .where('id', '=', subject.subscriptionId)
    .where('subscriber_id', '=', subject.subscriberId)
    .execute();
}

/** Ends a subscription, or all of a subscriber's when its number is 0; the address goes with the last one. */
export async function endSubscription(tx: Transaction, subject: LinkSubject): Promise<void> {
  const { siteId, subscriberId, subscriptionId } = subject;
  await tx.db
    .deleteFrom('subscription')
    .where('site_id', '=', siteId)
    .where('subscriber_id', '=', subscriberId)
    .$if(subscriptionId !== 0, (query) => query.where('id', '=', subscriptionId))
    .execute();
  await tx.db
    .deleteFrom('subscriber')
    .where('site_id', '=', siteId)
    .where('id', '=', subscriberId)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('subscription')
            .select('id')
            .where('site_id', '=', siteId)
            .where('subscriber_id', '=', subscriberId),
        ),
      ),
    )
    .execute();
}

/** Forgets a person's subscriptions on every site, by account or by address. */
export async function forgetSubscriber(
  tx: Transaction,
  who: { readonly accountId?: number; readonly email?: string },
): Promise<void> {
  const { accountId, email } = who;
  if (accountId !== undefined)
    await tx.db.deleteFrom('subscriber').where('account_id', '=', accountId).execute();
  if (email !== undefined) await tx.db.deleteFrom('subscriber').where('email', '=', email).execute();
}

async function ensureSubscriber(tx: Transaction, siteId: number, wish: Wish): Promise<number> {
  const known = await tx.db
    .selectFrom('subscriber')
    .select(['id', 'account_id'])
    .where('site_id', '=', siteId)
    .where('email', '=', wish.email)
    .executeTakeFirst();
  if (known) {
    if (wish.accountId !== undefined && wish.confirmed && known.account_id !== wish.accountId) {
      await tx.db
        .updateTable('subscriber')
        .set({ account_id: wish.accountId })
        .where('site_id', '=', siteId)
        .where('id', '=', known.id)
        .execute();
    }
    return known.id;
  }
  const id = await nextId(tx, siteId, 'subscriber');
  const made = await tx.db
    .insertInto('subscriber')
    .values({
      site_id: siteId,
      id,
      email: wish.email,
      account_id: wish.confirmed ? (wish.accountId ?? null) : null,
      locale: wish.locale,
      created_at: tx.clock.now().toISOString(),
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return made.numInsertedOrUpdatedRows === 1n ? id : ensureSubscriber(tx, siteId, wish);
}

async function findSubscription(tx: Transaction, siteId: number, subscriberId: number, scope: Scope) {
  return tx.db
    .selectFrom('subscription')
    .select(['id', 'confirmed_at'])
    .where('site_id', '=', siteId)
    .where('subscriber_id', '=', subscriberId)
    .where('post_id', '=', scope.postId)
    .where('comment_id', '=', scope.commentId ?? 0)
    .executeTakeFirst();
}
