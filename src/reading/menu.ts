import { numbersIn, statement } from '../kit/database/index.ts';
import { hrefOf } from '../post/permalink.ts';
import type { MenuItem, MenuTarget } from '../site/menu.ts';
import { readMenu } from '../site/read.ts';
import type { MenuLink } from './page.ts';
import { note, type Reader, remembered } from './reader.ts';
import type { Visit } from './visit.ts';

/** A menu's entry with its address worked out. */
type Entry = {
  readonly label: string | typeof home;
  readonly href: string;
  readonly children: readonly Entry[];
};

/** The label of the home page is the interface's word, in the language that the site has when the menu is shown. */
const home = Symbol('home');

/** The site's main menu; entries whose page is not public are left out. */
export async function menuOf({ reader, path, t }: Visit): Promise<readonly MenuLink[]> {
  const entries = await remembered(reader, 'menu', makeMenu);
  const here = hrefOf(path);
  const linkOf = ({ label, href, children }: Entry): MenuLink => ({
    label: label === home ? t('breadcrumb.home') : label,
    href,
    current: href === here,
    children: children.map(linkOf),
  });
  return entries.map(linkOf);
}

async function makeMenu(reader: Reader): Promise<readonly Entry[]> {
  note(reader, 'menu');
  const menu = await readMenu(reader.db, reader.siteId, 'main');
  const items = menu?.items ?? [];
  const names = await readTargets(reader, targetsOf(items));
  return items.flatMap((item) => entryOf(item, names));
}

function targetsOf(items: readonly MenuItem[]): readonly MenuTarget[] {
  return items.flatMap(({ target, children }) => [target, ...targetsOf(children)]);
}

type Names = ReadonlyMap<string, { readonly label: string; readonly href: string }>;

function entryOf(item: MenuItem, names: Names): readonly Entry[] {
  const children = item.children.flatMap((child) => entryOf(child, names));
  const found = addressOf(item.target, names);
  if (!found) return children;
  return [{ label: item.label ?? found.label, href: found.href, children }];
}

function addressOf(target: MenuTarget, names: Names) {
  if (target.kind === 'home') return { label: home, href: '/' } as const;
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
    if (path !== null) names.set(`post:${id}`, { label: title, href: hrefOf(path) });
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
    .where('id', 'in', numbersIn(value('ids'), dialect)),
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
