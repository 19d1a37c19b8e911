import { numbersIn, statement } from '../kit/database/index.ts';
import { hrefOf } from '../post/permalink.ts';
import type { MenuItem, MenuTarget } from '../site/menu.ts';
import { readMenu } from '../site/read.ts';
import type { MenuLink } from './page.ts';
import { createReader, note, type Reader } from './reader.ts';
import type { Visit } from './visit.ts';

/** A menu's entry with its address worked out. */
type Entry = { readonly label: string; readonly href: string; readonly children: readonly Entry[] };

/** The site's main menu; entries whose page is not public are left out. */
export async function menuOf(visit: Visit): Promise<readonly MenuLink[]> {
  const { value, reads } = await visit.memo.get(`menu ${visit.site.id}`, () => makeMenu(visit));
  for (const name of reads) visit.reader.reads.add(name);
  return value.map((entry) => linkOf(entry, hrefOf(visit.path)));
}

function linkOf(entry: Entry, here: string): MenuLink {
  const { label, href, children } = entry;
  return { label, href, current: href === here, children: children.map((child) => linkOf(child, here)) };
}

async function makeMenu({ reader, site, t }: Visit) {
  const own = createReader(reader.db, site.id);
  note(own, 'menu');
  const menu = await readMenu(own.db, site.id, 'main');
  const items = menu?.items ?? [];
  const names = await readTargets(own, targetsOf(items));
  const value = items.flatMap((item) => entryOf(item, names, t('breadcrumb.home')));
  return { value, reads: own.reads };
}

function targetsOf(items: readonly MenuItem[]): readonly MenuTarget[] {
  return items.flatMap(({ target, children }) => [target, ...targetsOf(children)]);
}

type Names = ReadonlyMap<string, { readonly label: string; readonly href: string }>;

function entryOf(item: MenuItem, names: Names, home: string): readonly Entry[] {
  const children = item.children.flatMap((child) => entryOf(child, names, home));
  const found = addressOf(item.target, names, home);
  if (!found) return children;
  return [{ label: item.label ?? found.label, href: found.href, children }];
}

function addressOf(target: MenuTarget, names: Names, home: string) {
  if (target.kind === 'home') return { label: home, href: '/' };
  if (target.kind === 'url') return { label: target.href, href: target.href };
  return names.get(keyOf(target.kind, target.id));
}

/** Pages are posts. */
function keyOf(kind: 'post' | 'page' | 'term' | 'author', id: number): string {
  return `${kind === 'page' ? 'post' : kind}:${id}`;
}

async function readTargets(reader: Reader, targets: readonly MenuTarget[]): Promise<Names> {
  const ids = (...kinds: readonly string[]) =>
    targets.flatMap((target) => ('id' in target && kinds.includes(target.kind) ? [target.id] : []));
  const names = new Map<string, { label: string; href: string }>();
  const args = (list: readonly number[]) => ({ site: reader.siteId, ids: JSON.stringify(list) });
  for (const id of ids('post', 'page')) note(reader, `post:${id}`);
  for (const id of ids('term')) note(reader, `term:${id}`);
  for (const id of ids('author')) note(reader, `author:${id}`);
  for (const { id, title, path } of await posts.all(reader.db, args(ids('post', 'page')))) {
    names.set(`post:${id}`, { label: title, href: hrefOf(path ?? '/') });
  }
  for (const { id, name, path, taxonomy } of await terms.all(reader.db, args(ids('term')))) {
    names.set(`term:${id}`, { label: name, href: hrefOf(`/${taxonomy}/${path}/`) });
  }
  for (const { id, name, slug } of await authors.all(reader.db, args(ids('author')))) {
    names.set(`author:${id}`, { label: name, href: hrefOf(`/author/${slug}/`) });
  }
  return names;
}

type Ids = { site: number; ids: string };

const posts = statement<Ids>()((db, value, dialect) =>
  db
    .selectFrom('post')
    .select(['id', 'title', 'path'])
    .where('site_id', '=', value('site'))
    .where('id', 'in', numbersIn(value('ids'), dialect))
    .where('path', 'is not', null),
);

const terms = statement<Ids>()((db, value, dialect) =>
  db
    .selectFrom('term')
    .select(['id', 'name', 'path', 'taxonomy'])
    .where('site_id', '=', value('site'))
    .where('id', 'in', numbersIn(value('ids'), dialect)),
);

const authors = statement<Ids>()((db, value, dialect) =>
  db
    .selectFrom('author')
    .select(['id', 'name', 'slug'])
    .where('site_id', '=', value('site'))
    .where('id', 'in', numbersIn(value('ids'), dialect)),
);
