import type { Database } from '../../kit/database/index.ts';
import type { MenuTarget } from '../menu.ts';

const mostChoices = 1_000;

/** Whether anything was written: the pattern of permalinks and the time zone stand in addresses then. */
export async function hasPosts(db: Database, siteId: number): Promise<boolean> {
  const row = await db.read
    .selectFrom('post')
    .select('id')
    .where('site_id', '=', siteId)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** Whether the install has no second site. */
export async function isOnlySite(db: Database): Promise<boolean> {
  const rows = await db.read.selectFrom('site').select('id').limit(2).execute();
  return rows.length < 2;
}

export type Choice = { readonly value: string; readonly label: string };

/** Pages that are published, by title. */
export async function pageChoices(db: Database, siteId: number): Promise<readonly Choice[]> {
  const rows = await db.read
    .selectFrom('post')
    .select(['id', 'title'])
    .where('site_id', '=', siteId)
    .where('type', '=', 'page')
    .where('status', '=', 'published')
    .orderBy('title')
    .orderBy('id')
    .limit(mostChoices)
    .execute();
  return rows.map(({ id, title }) => ({ value: String(id), label: title || `#${id}` }));
}

/** Categories by their path, each with the names above it. */
export async function categoryChoices(db: Database, siteId: number): Promise<readonly Choice[]> {
  const rows = await db.read
    .selectFrom('term')
    .select(['id', 'name', 'path'])
    .where('site_id', '=', siteId)
    .where('taxonomy', '=', 'category')
    .orderBy('path')
    .limit(mostChoices)
    .execute();
  const names = new Map(rows.map(({ path, name }) => [path, name]));
  return rows.map(({ id, path }) => {
    const parts = path.split('/');
    const label = parts.map((_, depth) => names.get(parts.slice(0, depth + 1).join('/')) ?? '');
    return { value: String(id), label: label.join(' / ') };
  });
}

/** Tags that most posts have, for a menu. */
export async function tagChoices(db: Database, siteId: number): Promise<readonly Choice[]> {
  const rows = await db.read
    .selectFrom('term')
    .select(['id', 'name'])
    .where('site_id', '=', siteId)
    .where('taxonomy', '=', 'tag')
    .orderBy('name')
    .limit(mostChoices)
    .execute();
  return rows.map(({ id, name }) => ({ value: String(id), label: name }));
}

/** The post or page that stands at a path, percent-encoded or not, as an entry of a menu leads to it. */
export async function postAtPath(
  db: Database,
  siteId: number,
  path: string,
): Promise<MenuTarget | undefined> {
  const row = await db.read
    .selectFrom('post')
    .select(['id', 'type'])
    .where('site_id', '=', siteId)
    .where('path', '=', decoded(path))
    .executeTakeFirst();
  return row && { kind: row.type, id: row.id };
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path).normalize('NFC').replaceAll('\0', '');
  } catch {
    return path;
  }
}

/** What entries of a menu go by; undefined for what is there no more. */
export async function targetNames(
  db: Database,
  siteId: number,
  targets: readonly MenuTarget[],
): Promise<(target: MenuTarget) => string | undefined> {
  const ids = (...kinds: readonly MenuTarget['kind'][]) => [
    0,
    ...targets.flatMap((target) => ('id' in target && kinds.includes(target.kind) ? [target.id] : [])),
  ];

  const posts = await db.read
    .selectFrom('post')
    .select(['id', 'title'])
    .where('site_id', '=', siteId)
    .where('id', 'in', ids('post', 'page'))
    .execute();
  const terms = await db.read
    .selectFrom('term')
    .select(['id', 'name'])
    .where('site_id', '=', siteId)
    .where('id', 'in', ids('term'))
    .execute();
  const authors = await db.read
    .selectFrom('author')
    .select(['id', 'name'])
    .where('site_id', '=', siteId)
    .where('id', 'in', ids('author'))
    .execute();
  const names = new Map([
    ...posts.map(({ id, title }) => [`post:${id}`, title || `#${id}`] as const),
    ...posts.map(({ id, title }) => [`page:${id}`, title || `#${id}`] as const),
    ...terms.map(({ id, name }) => [`term:${id}`, name] as const),
    ...authors.map(({ id, name }) => [`author:${id}`, name] as const),
  ]);
  return (target) => ('id' in target ? names.get(`${target.kind}:${target.id}`) : undefined);
}
