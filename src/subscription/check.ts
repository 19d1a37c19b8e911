import { type Check, type Finding, ill, well } from '../kit/doctor/index.ts';
import type { World } from '../kit/world.ts';

export const subscriptionChecks: readonly Check[] = [{ name: 'subscriptions', examine }];

/** A digest that waits longer than this was missed. */
const latest = 3 * 86_400_000;

async function examine(world: World): Promise<Finding> {
  const { db, clock, mail } = world;
  const { count } = await db.read
    .selectFrom('subscription')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('confirmed_at', 'is not', null)
    .executeTakeFirstOrThrow();
  const subscribed = Number(count);
  if (!mail.configured && subscribed > 0)
    return ill(
      `${subscribed} subscriptions to replies get nothing: no mail is sent.`,
      'Set VERBATIM_SMTP_URL, or tell your readers.',
    );
  const before = new Date(clock.now().getTime() - latest).toISOString();
  const late = await db.read
    .selectFrom('delivery')
    .select('subscriber_id')
    .where('state', '=', 'waiting')
    .where('at', '<', before)
    .limit(1)
    .executeTakeFirst();
  if (late)
    return ill(
      'Digests of replies wait for days.',
      'Look whether a worker runs, and at the failed jobs of the desk.',
    );
  return well(`${subscribed} confirmed`);
}
