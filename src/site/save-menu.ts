import { nextId, type Transaction } from '../kit/database/index.ts';
import { type MenuItem, type MenuTarget, menuItems } from './menu.ts';

export type MenuWrite = {
  /** Of the menu to be changed; a new one is made without it. */
  readonly id?: number;
  readonly name: string;
  /** Where the theme shows it (`main`); another menu that was there makes room. */
  readonly location: string | null;
  readonly items: readonly MenuItem[];
};

export type MenuRefused =
  | { readonly ok: false; readonly reason: 'missing' }
  | { readonly ok: false; readonly reason: 'no-name' }
  | { readonly ok: false; readonly reason: 'bad-location'; readonly location: string }
  | { readonly ok: false; readonly reason: 'bad-item'; readonly where: string; readonly problem: string };

/** Writes a menu of a site whole. */
export async function saveMenu(
  tx: Transaction,
  siteId: number,
  write: MenuWrite,
): Promise<{ readonly ok: true; readonly id: number } | MenuRefused> {
  const facts = examine(write);
  if (!facts.ok) return facts;
  const known = write.id === undefined ? undefined : await exists(tx, siteId, write.id);
  if (known === false) return { ok: false, reason: 'missing' };
  const { columns } = facts;
  if (columns.location !== null) await clearLocation(tx, siteId, columns.location);
  const id = write.id ?? (await nextId(tx, siteId, 'menu'));
  await tx.db
    .insertInto('menu')
    .values({ site_id: siteId, id, ...columns })
    .onConflict((conflict) => conflict.columns(['site_id', 'id']).doUpdateSet(columns))
    .execute();
  tx.changed(siteId, 'menu');
  return { ok: true, id };
}

export async function deleteMenu(
  tx: Transaction,
  siteId: number,
  id: number,
): Promise<{ readonly ok: true } | MenuRefused> {
  if (!(await exists(tx, siteId, id))) return { ok: false, reason: 'missing' };
  await tx.db.deleteFrom('menu').where('site_id', '=', siteId).where('id', '=', id).execute();
  tx.changed(siteId, 'menu');
  return { ok: true };
}

type Columns = { readonly name: string; readonly location: string | null; readonly items: string };

function examine({
  name,
  location,
  items,
}: MenuWrite): { readonly ok: true; readonly columns: Columns } | MenuRefused {
  const plainName = name.normalize('NFC').trim().slice(0, 200);
  if (plainName === '') return { ok: false, reason: 'no-name' };
  if (location !== null && !/^[a-z][a-z0-9-]{0,39}$/.test(location))
    return { ok: false, reason: 'bad-location', location };
  const parsed = menuItems.safeParse(items);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    return {
      ok: false,
      reason: 'bad-item',
      where: issue?.path.join('.') ?? '',
      problem: issue?.message ?? '',
    };
  }
  return { ok: true, columns: { name: plainName, location, items: JSON.stringify(parsed.data) } };
}

/** Entries of menus that led to one thing lead to another: two categories became one. */
export async function retargetMenus(
  tx: Transaction,
  siteId: number,
  from: Extract<MenuTarget, { id: number }>,
  to: Extract<MenuTarget, { id: number }>,
): Promise<void> {
  const menus = await tx.db
    .selectFrom('menu')
    .select(['id', 'items'])
    .where('site_id', '=', siteId)
    .execute();
  for (const menu of menus) {
    const items = JSON.stringify(retargeted(JSON.parse(menu.items), from, to));
    if (items === menu.items) continue;
    await tx.db
      .updateTable('menu')
      .set({ items })
      .where('site_id', '=', siteId)
      .where('id', '=', menu.id)
      .execute();
    tx.changed(siteId, 'menu');
  }
}

function retargeted(
  items: readonly MenuItem[],
  from: Extract<MenuTarget, { id: number }>,
  to: MenuTarget,
): readonly MenuItem[] {
  return items.map(({ target, children, ...rest }) => ({
    ...rest,
    target: target.kind === from.kind && target.id === from.id ? to : target,
    children: retargeted(children, from, to),
  }));
}

async function exists(tx: Transaction, siteId: number, id: number): Promise<boolean> {
  const row = await tx.db
    .selectFrom('menu')
    .select('id')
    .where('site_id', '=', siteId)
    .where('id', '=', id)
    .executeTakeFirst();
  return row !== undefined;
}

async function clearLocation(tx: Transaction, siteId: number, location: string): Promise<void> {
  await tx.db
    .updateTable('menu')
    .set({ location: null })
    .where('site_id', '=', siteId)
    .where('location', '=', location)
    .execute();
}
