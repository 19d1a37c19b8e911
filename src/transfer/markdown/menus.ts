import type { MenuItem, MenuTarget } from '../../site/menu.ts';
import { isMenuHref } from '../../site/menu.ts';
import { saveMenu } from '../../site/save-menu.ts';
import { digestOf, readRecords, writeRecord } from '../record.ts';
import { readTextFile } from './decode.ts';
import { textOf } from './fields.ts';
import { type Fields, isRecord, readData } from './front-matter.ts';
import { breathe, type Entry, type MenuEntry, type Run, type Stock } from './run.ts';
import type { Ids } from './write.ts';

/**
 * Takes the menus of a blog: Hugo's (of the configuration and of posts' front matter), those of Jekyll's themes
 * (`_data/navigation.yml`), and Eleventy's (`eleventyNavigation`). The main one stands where the theme shows it,
 * unless the site has one there already.
 */
export async function takeMenus(run: Run, stock: Stock, ids: Ids): Promise<void> {
  const key = { source: stock.blog.source, kind: 'menu' };
  const menus = menusOf(stock, run);
  const known = await readRecords(run.world.db.read, run.site.id, key, [...menus.keys()]);
  for (const [name, entries] of menus) {
    await breathe(run);
    const named = treeOf(entries).map((entry) => describe(entry, stock));
    const digest = digestOf(named);
    const record = known.get(name);
    if (record?.digest === digest || run.dryRun) {
      run.tally.count(
        'menus',
        record === undefined ? 'created' : record.digest === digest ? 'unchanged' : 'updated',
      );
      continue;
    }
    const items = named.map((one) => itemOf(one, ids));
    const location = await locationFor(run, name, record?.id);
    if (location.taken)
      run.tally.lose(`menu ${name}`, 'the site has a menu in its place', 'as a menu that is not shown');
    const saved = await run.world.db.write(async (tx) => {
      const write = { name, location: location.name, items };
      const first = await saveMenu(tx, run.site.id, { ...write, ...(record && { id: record.id }) });
      const made = !first.ok && first.reason === 'missing' ? await saveMenu(tx, run.site.id, write) : first;
      if (made.ok) await writeRecord(tx, run.site.id, key, name, { id: made.id, digest });
      return made;
    });
    if (saved.ok) run.tally.count('menus', record ? 'updated' : 'created');
    else
      run.tally.refuse(
        'menus',
        `menu ${name}`,
        `it cannot be kept: ${'problem' in saved ? `${saved.where} ${saved.problem}` : saved.reason}`,
      );
  }
}

/** The entries of every menu, by its name. */
function menusOf({ blog, scan, menuEntries }: Stock, run: Run): ReadonlyMap<string, readonly MenuEntry[]> {
  const menus = new Map<string, MenuEntry[]>();
  const add = (name: string, entry: MenuEntry) => menus.set(name, [...(menus.get(name) ?? []), entry]);
  const configured = blog.config.menus ?? blog.config.menu;
  if (isRecord(configured))
    for (const [name, entries] of Object.entries(configured))
      for (const entry of listed(entries)) add(name, entry);
  for (const [name, entry] of menuEntries) add(name, entry);
  for (const file of scan.menus) {
    const text = readTextFile(file.path);
    const read = text === undefined ? undefined : readData(text, file.item);
    if (!read?.ok) {
      run.tally.refuse(
        'menus',
        `menu ${file.item}`,
        read === undefined ? 'it cannot be read as text in UTF-8' : `line ${read.line}: ${read.problem}`,
      );
      continue;
    }
    const several = isRecord(read.value) ? Object.entries(read.value) : [['main', read.value] as const];
    for (const [name, entries] of several) for (const entry of listed(entries)) add(name, entry);
  }
  return menus;
}

function listed(value: unknown): readonly MenuEntry[] {
  return Array.isArray(value)
    ? value
        .filter(isRecord)
        .map(entryOf)
        .filter((entry) => entry !== undefined)
    : [];
}

function entryOf(value: Readonly<Record<string, unknown>>): MenuEntry | undefined {
  const said = saidOf(value);
  const key = said.key ?? said.label;
  return key === undefined && said.href === undefined
    ? undefined
    : { weight: 0, children: [], ...said, key: key ?? '' };
}

/** What an entry says of itself; one that stands in a post may say nothing. */
function saidOf(value: Readonly<Record<string, unknown>>): Partial<MenuEntry> {
  const fields: Fields = Object.fromEntries(
    Object.entries(value).map(([name, each]) => [name.toLowerCase(), each]),
  );
  const key = textOf(fields, 'identifier', 'id');
  const label = textOf(fields, 'name', 'title', 'label', 'text');
  const href = textOf(fields, 'pageref', 'url', 'href', 'link');
  const parent = textOf(fields, 'parent');
  const weight = Number(textOf(fields, 'weight', 'order') ?? 0);
  return {
    ...(key !== undefined && { key }),
    ...(label !== undefined && { label }),
    ...(href !== undefined && { href }),
    ...(parent !== undefined && { parent }),
    ...(weight && { weight }),
    children: listed(fields.children ?? fields.sublinks ?? fields.submenu),
  };
}

type Node = { readonly entry: MenuEntry; readonly children: Node[] };

/** In the order of their weights; entries without one come last, as in Hugo. */
function treeOf(entries: readonly MenuEntry[]): readonly Node[] {
  const sorted = [...entries].sort((left, right) => (left.weight || 1e9) - (right.weight || 1e9));
  const nodes = sorted.map((entry): Node => ({ entry, children: [...treeOf(entry.children)] }));
  const byKey = new Map(nodes.map((node) => [node.entry.key, node]));
  return nodes.filter((node) => {
    const parent = node.entry.parent === undefined ? undefined : byKey.get(node.entry.parent);
    if (parent === undefined || parent === node || below(node, parent)) return true;
    parent.children.push(node);
    return false;
  });
}

function below(node: Node, other: Node): boolean {
  return node.children.some((child) => child === other || below(child, other));
}

/** An entry by what it leads to: names here, IDs when it is written. */
type Described = {
  readonly label: string | undefined;
  readonly to: readonly [kind: string, name: string];
  readonly children: readonly Described[];
};

function describe({ entry, children }: Node, stock: Stock): Described {
  return {
    label: entry.label,
    to: targetOf(entry, stock),
    children: children.map((child) => describe(child, stock)),
  };
}

function targetOf(
  { href = '', post }: MenuEntry,
  { blog, links, terms, byItem }: Stock,
): readonly [string, string] {
  if (post !== undefined) return ['post', post];
  const base = blog.baseUrl?.replace(/\/$/, '') ?? '';
  const own = base !== '' && href.startsWith(base) ? href.slice(base.length) || '/' : href;
  if (/^([a-z][a-z0-9+.-]*:|#)/i.test(own)) return ['url', own];
  if (own === '/' || own === '') return ['home', ''];
  const from: Entry | undefined = byItem.values().next().value;
  const found =
    from &&
    (links.byAddress(own) ??
      links.byFile(own, from) ??
      links.byLook(own.startsWith('/') ? own : `/${own}`, from));
  if (found) return ['post', found.item];
  return ['url', terms.pageOf(own) ?? (own.startsWith('/') ? own : `/${own}`)];
}

function itemOf({ label, to: [kind, name], children }: Described, ids: Ids): MenuItem {
  return {
    ...(label !== undefined && { label }),
    target: target(kind, name, ids),
    children: children.map((child) => itemOf(child, ids)),
  };
}

function target(kind: string, name: string, { posts }: Ids): MenuTarget {
  const post = kind === 'post' ? posts.get(name) : undefined;
  if (post?.id !== undefined) return { kind: post.type, id: post.id };
  return kind === 'url' && isMenuHref(name) ? { kind: 'url', href: name } : { kind: 'home' };
}

/** The theme's place for a main menu, where no other menu has it. */
async function locationFor(
  { world, site }: Run,
  name: string,
  own: number | undefined,
): Promise<{ name: string | null; taken: boolean }> {
  if (!/^(main|nav|navigation|header|primary)$/i.test(name)) return { name: null, taken: false };
  const there = await world.db.read
    .selectFrom('menu')
    .select('id')
    .where('site_id', '=', site.id)
    .where('location', '=', 'main')
    .executeTakeFirst();
  const isFree = there === undefined || there.id === own;
  return { name: isFree ? 'main' : null, taken: !isFree };
}

/** The menus in which a post's own front matter puts it. */
export function menusInFields(
  fields: Fields,
  item: string,
  title: string | undefined,
): readonly (readonly [menu: string, MenuEntry])[] {
  const said = fields.menus ?? fields.menu;
  // Without a label it goes by the post's title.
  const plain: MenuEntry = { key: title ?? item, weight: 0, children: [], post: item };
  const found: (readonly [string, MenuEntry])[] = [];
  const names =
    typeof said === 'string'
      ? [said]
      : Array.isArray(said)
        ? said.filter((each) => typeof each === 'string')
        : [];
  for (const name of names) found.push([name, plain]);
  if (isRecord(said))
    for (const [name, value] of Object.entries(said))
      found.push([name, { ...plain, ...(isRecord(value) ? saidOf(value) : {}) }]);
  const navigation = fields.eleventynavigation;
  if (isRecord(navigation)) {
    const { key = '', parent, order } = navigation;
    found.push([
      'main',
      {
        ...plain,
        key: String(key),
        label: textOf(navigation, 'title', 'key') ?? item,
        ...(typeof parent === 'string' && { parent }),
        weight: Number(order) || 0,
      },
    ]);
  }
  return found;
}
