import { sql } from 'kysely';
import { isRole, type Role } from '../../account/account.ts';
import { type Database, numbersIn, rowCount, statement } from '../../kit/database/index.ts';
import { type Media, mediaFromRow } from '../../media/media.ts';
import type { Listed, Slice } from '../paging.ts';
import { holding, placeIn } from './condition.ts';

/** An author of the site, with the account behind the name where there is one. */
export type UserRow = {
  readonly id: number;
  readonly slug: string;
  readonly name: string;
  readonly biography: string | null;
  readonly links: readonly { readonly label: string; readonly href: string }[];
  readonly picture: Media | undefined;
  /** Published posts. */
  readonly posts: number;
  readonly account:
    | {
        readonly id: number;
        readonly login: string;
        readonly email: string;
        readonly locale: string;
        readonly owner: boolean;
        readonly createdAt: string;
        readonly role: Role | undefined;
      }
    | undefined;
};

const kept = sql<number>`coalesce((select tally.count from tally where tally.site_id = author.site_id and tally.list = 'author:' || author.id), 0)`;

const usersByIds = statement<{ site: number; ids: string }>()((db, value, dialect) =>
  db
    .selectFrom('author')
    .leftJoin('account', 'account.id', 'author.account_id')
    .leftJoin('role', (join) =>
      join.onRef('role.account_id', '=', 'account.id').onRef('role.site_id', '=', 'author.site_id'),
    )
    .select([
      'author.id',
      'author.slug',
      'author.name',
      'author.biography',
      'author.links',
      'author.picture_id',
      'author.account_id',
      'account.login',
      'account.email',
      'account.locale',
      'account.is_owner',
      'account.created_at',
      'role.role',
      kept.as('posts'),
    ])
    .where('author.site_id', '=', value('site'))
    .where('author.id', 'in', numbersIn(value('ids'), dialect)),
);

const pictures = statement<{ site: number; ids: string }>()((db, value, dialect) =>
  db
    .selectFrom('media')
    .selectAll()
    .where('site_id', '=', value('site'))
    .where('id', 'in', numbersIn(value('ids'), dialect)),
);

export async function readUserRows(
  db: Database,
  site: number,
  ids: readonly number[],
): Promise<readonly UserRow[]> {
  if (ids.length === 0) return [];
  const rows = await usersByIds.all(db, { site, ids: JSON.stringify(ids) });
  const wanted = rows.flatMap(({ picture_id }) => picture_id ?? []);
  const media = wanted.length === 0 ? [] : await pictures.all(db, { site, ids: JSON.stringify(wanted) });
  const byPicture = new Map(media.map((row) => [row.id, mediaFromRow(row)]));
  const found = new Map(
    rows.map((row) => [
      row.id,
      {
        id: row.id,
        slug: row.slug,
        name: row.name,
        biography: row.biography,
        links: JSON.parse(row.links) as UserRow['links'],
        picture: byPicture.get(row.picture_id ?? -1),
        posts: row.posts,
        account: accountOf(row),
      },
    ]),
  );
  return ids.flatMap((id) => found.get(id) ?? []);
}

function accountOf(row: {
  readonly account_id: number | null;
  readonly login: string | null;
  readonly email: string | null;
  readonly locale: string | null;
  readonly is_owner: number | null;
  readonly created_at: string | null;
  readonly role: string | null;
}): UserRow['account'] {
  const { account_id: id, login, email, locale, created_at: createdAt } = row;
  if (id === null || login === null || email === null || locale === null || createdAt === null)
    return undefined;
  const role = row.role !== null && isRole(row.role) ? row.role : undefined;
  return { id, login, email, locale, createdAt, role, owner: row.is_owner === 1 };
}

export async function readUserRow(db: Database, site: number, id: number): Promise<UserRow | undefined> {
  return (await readUserRows(db, site, [id]))[0];
}

export type UserQuery = {
  readonly words: string | undefined;
  readonly ids: readonly number[] | undefined;
  readonly notIds: readonly number[];
  readonly slugs: readonly string[] | undefined;
  readonly roles: readonly string[] | undefined;
  /** Only who has published something. */
  readonly published: boolean;
  /** Whether addresses and logins are searched too. */
  readonly everything: boolean;
  readonly by: string;
  readonly descending: boolean;
};

export async function listUserIds(
  db: Database,
  siteId: number,
  query: UserQuery,
  { limit, offset }: Slice,
): Promise<Listed> {
  const like = holding(query.words ?? '');
  const list = (numbers: readonly number[]) => numbersIn(JSON.stringify(numbers), db.dialect);
  let found = db.read
    .selectFrom('author')
    .leftJoin('account', 'account.id', 'author.account_id')
    .leftJoin('role', (join) =>
      join.onRef('role.account_id', '=', 'account.id').onRef('role.site_id', '=', 'author.site_id'),
    )
    .where('author.site_id', '=', siteId);
  if (query.words !== undefined && query.everything)
    found = found.where(
      sql<boolean>`(lower(author.name) like ${like} escape '!' or author.slug like ${like} escape '!' or account.login like ${like} escape '!' or account.email like ${like} escape '!')`,
    );
  else if (query.words !== undefined)
    found = found.where(
      sql<boolean>`(lower(author.name) like ${like} escape '!' or author.slug like ${like} escape '!')`,
    );
  if (query.ids) found = found.where('author.id', 'in', list(query.ids));
  if (query.notIds.length > 0) found = found.where('author.id', 'not in', list(query.notIds));
  if (query.slugs) found = found.where('author.slug', 'in', query.slugs.length > 0 ? query.slugs : ['']);
  if (query.published) found = found.where(sql<boolean>`${kept} > 0`);
  if (query.roles) found = found.where(sql<boolean>`role.role in (${sql.join(['', ...query.roles])})`);
  const counted = await found.select(({ fn }) => fn.countAll<number>().as('count')).executeTakeFirst();
  const direction = query.descending ? 'desc' : 'asc';
  const rows = await found
    .select('author.id')
    .orderBy(keyOf(query), direction)
    .orderBy('author.id', direction)
    .limit(rowCount(limit))
    .offset(rowCount(offset))
    .execute();
  return { ids: rows.map(({ id }) => id), total: Number(counted?.count ?? 0) };
}

function keyOf({ by, ids, everything }: UserQuery) {
  if (by === 'name') return sql`lower(author.name)`;
  if (by === 'slug') return sql`author.slug`;
  if (by === 'email' && everything) return sql`coalesce(account.email, '')`;
  if (by === 'registered_date' && everything) return sql`coalesce(account.created_at, '')`;
  if (by === 'include') return placeIn(sql`author.id`, ids ?? []);
  return sql`author.id`;
}
