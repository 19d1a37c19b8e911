import type { World } from '../kit/world.ts';
import { forgetLetterRequests } from './limit.ts';

const day = 24 * 3_600_000;

/** How long an address that nobody confirmed is kept: from its letter, and at most from when it was typed. */
const unconfirmedFor = 3 * day;
const unaskedFor = 30 * day;
/** How long it is known who was told of what: longer than a reply is news. */
const deliveriesFor = 60 * day;

/** Forgets what is over: unconfirmed addresses, counts of letters, who was told of what. */
export async function forgetOld({ db, clock }: World): Promise<void> {
  const before = (age: number) => new Date(clock.now().getTime() - age).toISOString();
  await db.write(async (tx) => {
    await tx.db
      .deleteFrom('subscription')
      .where('confirmed_at', 'is', null)
      .where((eb) =>
        eb.or([eb('asked_at', '<=', before(unconfirmedFor)), eb('created_at', '<=', before(unaskedFor))]),
      )
      .execute();
    await tx.db
      .deleteFrom('subscriber')
      .where(({ not, exists, selectFrom }) =>
        not(
          exists(
            selectFrom('subscription')
              .select('subscription.id')
              .whereRef('subscription.site_id', '=', 'subscriber.site_id')
              .whereRef('subscription.subscriber_id', '=', 'subscriber.id'),
          ),
        ),
      )
      .execute();
    await forgetLetterRequests(tx);
  });
  await db.write((tx) => tx.db.deleteFrom('delivery').where('at', '<', before(deliveriesFor)).execute());
}
