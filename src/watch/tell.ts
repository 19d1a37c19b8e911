import { sql } from 'kysely';
import { linkState } from '../capture/link-state.ts';
import { numbersIn, statement, type Transaction } from '../kit/database/index.ts';
import type { WatchedLinkTable } from '../kit/database/tables/watch.ts';
import { enqueueMail } from '../kit/mail/index.ts';
import type { World } from '../kit/world.ts';
import { listSites, readSite } from '../site/read.ts';
import type { Site } from '../site/site.ts';
import { linkLetter, type ToldLink } from './letter.ts';
import { usesOf } from './read.ts';

/** Letters to one account are at least so far apart. */
const betweenLetters = 20 * 3600_000;
/** What nobody was told of for so long is no news. */
const newsFor = 14 * 24 * 3600_000;

/** One letter to each author about links of their posts that died or changed since the last. */
export async function tellAuthors(world: World): Promise<void> {
  if (!world.mail.configured) return;
  for (const { id } of await listSites(world.db)) {
    const site = await readSite(world.db, id);
    if (site?.settings.linkLetters) await tellAuthorsOf(world, site);
  }
}

async function tellAuthorsOf(world: World, site: Site): Promise<void> {
  const now = world.clock.now();
  const since = new Date(now.getTime() - newsFor).toISOString();
  const links = await untold.all(world.db, { site: site.id, since });
  if (links.length === 0) return;
  const told = await newsOf(world, site, links);
  const recipients = await recipientsOf(world, site, told);
  await world.db.write(async (tx) => {
    const before = new Date(now.getTime() - betweenLetters).toISOString();
    const late = new Set<number>();
    for (const { account, news } of recipients) {
      if (await mayWrite(tx, site.id, account.id, before, now.toISOString()))
        await enqueueMail(tx, world.mail, linkLetter(site, account, news));
      else for (const { link } of news) late.add(link.id);
    }
    const done = links.filter(({ id }) => !late.has(id)).map(({ id }) => id);
    await tellRows.run(tx, { site: site.id, ids: JSON.stringify(done) });
  });
}

const untold = statement<{ site: number; since: string }>()((db, value) =>
  db
    .selectFrom('watched_link')
    .selectAll()
    .where('site_id', '=', value('site'))
    .where('stopped', '=', sql.lit(0))
    .where(sql<boolean>`state in ('dead', 'drifted')`)
    .where('state_at', '>', value('since'))
    .where(sql<boolean>`(told is null or told <> state)`)
    .orderBy('id')
    .limit(sql.lit(500)),
);

const tellRows = statement<{ site: number; ids: string }>()((db, value, dialect) =>
  db
    .updateTable('watched_link')
    .set((eb) => ({ told: eb.ref('state') }))
    .where('site_id', '=', value('site'))
    .where('id', 'in', numbersIn(value('ids'), dialect)),
);

async function newsOf(
  world: World,
  site: Site,
  links: readonly WatchedLinkTable[],
): Promise<readonly ToldLink[]> {
  const uses = await usesOf(
    world.db,
    site.id,
    links.map(({ id }) => id),
  );
  const states = await linkState(
    world.db,
    site.id,
    links.map(({ href }) => href),
  );
  return links.map((link) => ({ link, uses: uses.get(link.id) ?? [], copy: states.get(link.href)?.copy }));
}

export type LinkReader = { readonly id: number; readonly email: string; readonly locale: string };

type Recipient = { readonly account: LinkReader; readonly news: readonly ToldLink[] };

/** The authors of the posts that use a link; where none of them has an account, those who run the site. */
async function recipientsOf(
  world: World,
  site: Site,
  told: readonly ToldLink[],
): Promise<readonly Recipient[]> {
  const posts = [...new Set(told.flatMap(({ uses }) => uses.map(({ postId }) => postId)))];
  const authors = await authorsOf.all(world.db, { site: site.id, posts: JSON.stringify(posts) });
  const staff = await staffOf.all(world.db, { site: site.id });
  const byAccount = new Map<number, { account: LinkReader; news: ToldLink[] }>();
  for (const one of told.filter(({ uses }) => uses.length > 0)) {
    const own = authors.filter(({ post }) => one.uses.some(({ postId }) => postId === post));
    for (const { id, email, locale } of own.length > 0 ? own : staff) {
      const known = byAccount.get(id) ?? { account: { id, email, locale }, news: [] };
      if (!known.news.includes(one)) known.news.push(one);
      byAccount.set(id, known);
    }
  }
  return [...byAccount.values()];
}

const authorsOf = statement<{ site: number; posts: string }>()((db, value, dialect) =>
  db
    .selectFrom('post_author')
    .innerJoin('author', (join) =>
      join
        .onRef('author.site_id', '=', 'post_author.site_id')
        .onRef('author.id', '=', 'post_author.author_id'),
    )
    .innerJoin('account', 'account.id', 'author.account_id')
    .innerJoin('role', (join) =>
      join.onRef('role.account_id', '=', 'account.id').onRef('role.site_id', '=', 'author.site_id'),
    )
    .select(['account.id', 'account.email', 'account.locale', 'post_author.post_id as post'])
    .where('post_author.site_id', '=', value('site'))
    .where('post_author.post_id', 'in', numbersIn(value('posts'), dialect))
    .where(sql<boolean>`role.role in ('author', 'editor', 'administrator')`),
);

const staffOf = statement<{ site: number }>()((db, value) =>
  db
    .selectFrom('account')
    .innerJoin('role', (join) =>
      join.onRef('role.account_id', '=', 'account.id').on('role.site_id', '=', value('site')),
    )
    .select(['account.id', 'account.email', 'account.locale'])
    .where(sql<boolean>`role.role in ('editor', 'administrator')`),
);

/** Writes down that somebody is written to now; false where that was so a short while ago. */
async function mayWrite(
  tx: Transaction,
  siteId: number,
  accountId: number,
  before: string,
  now: string,
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx.db
    .insertInto('watch_letter')
    .values({ site_id: siteId, account_id: accountId, sent_at: now })
    .onConflict((conflict) =>
      conflict
        .columns(['site_id', 'account_id'])
        .doUpdateSet({ sent_at: now })
        .where('watch_letter.sent_at', '<', before),
    )
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}
