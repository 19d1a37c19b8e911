import { type Look, personalPage, shellFor } from '../account/reply.ts';
import { accountOf } from '../account/session.ts';
import type { Shell } from '../account/views.ts';
import { type Database, statement } from '../kit/database/index.ts';
import type { Route } from '../kit/feature.ts';
import type { Incoming, Reply } from '../kit/http/message.ts';
import type { World } from '../kit/world.ts';
import { readSite } from '../site/read.ts';
import type { Site } from '../site/site.ts';
import { saidPage } from './views.ts';

/** A request to one of the pages about mail, with what each of them needs. */
export type Asked = {
  readonly world: World;
  readonly request: Incoming;
  readonly site: Site;
  readonly look: Look;
  readonly shell: Shell;
};

/** A handler of a route of a site's, from one that is given all that. */
export function onSite(look: Look, handle: (asked: Asked) => Promise<Reply>): Route['handle'] {
  return async (world, request, { siteId }) => {
    const site = await readSite(world.db, siteId);
    if (!site) throw new Error(`site ${siteId} is gone`);
    const shell = shellFor(request, look, site);
    return handle({ world, request, site, look, shell });
  };
}

/** What is not offered here: no mail is sent, or nothing stands behind the address. */
export function notOffered({ shell }: Asked): Reply {
  const { t } = shell;
  const said = { title: t('subscription.not-offered.title'), text: t('subscription.not-offered.text') };
  return personalPage(404, saidPage(shell, said));
}

/** A link that is too old, was cut off on its way, or leads to what is no more. */
export function linkRefused({ shell }: Asked): Reply {
  const { t } = shell;
  return personalPage(
    403,
    saidPage(shell, { title: t('subscription.link.title'), text: t('subscription.link.text') }),
  );
}

/** Who is signed in, with the address that is shown to be theirs. */
export async function verifiedAccount({
  world,
  request,
}: Pick<Asked, 'world' | 'request'>): Promise<{ readonly id: number; readonly email: string } | undefined> {
  const account = await accountOf(world, request);
  return account && verifiedEmail(world.db, account.id);
}

async function verifiedEmail(database: Database, id: number) {
  const row = await verified.first(database, { id });
  return row && { id, email: row.email };
}

const verified = statement<{ id: number }>()((db, value) =>
  db.selectFrom('account').select('email').where('id', '=', value('id')).where('email_verified', '=', 1),
);
