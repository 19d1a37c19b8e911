import type { AuditAction } from '../comment/save-audit.ts';
import { removeBan } from '../comment/save-ban.ts';
import { findText, writeText } from '../comment/save-edit.ts';
import { findForStatus, putState, type State } from '../comment/save-status.ts';
import type { Transaction } from '../kit/database/index.ts';
import type { World } from '../kit/world.ts';
import { setDoor } from './door.ts';
import { allowedOf, type Scope } from './scope.ts';

export type Undone = { readonly count: number };

/**
 * Takes back what one press of a button did, as far as nobody did anything else with it since. What was deleted for
 * good stays so.
 */
export async function undoBatch(world: World, siteId: number, scope: Scope, batch: number): Promise<Undone> {
  return world.db.write(async (tx) => {
    let count = 0;
    for (const entry of await entriesOf(tx, siteId, batch)) {
      if (!(await isAllowed(tx, siteId, scope, entry)) || !(await undoOne(tx, siteId, entry))) continue;
      await tx.db
        .updateTable('comment_audit')
        .set({ undone_at: tx.clock.now().toISOString() })
        .where('site_id', '=', siteId)
        .where('id', '=', entry.id)
        .execute();
      count++;
    }
    return { count };
  });
}

type Entry = Awaited<ReturnType<typeof entriesOf>>[number];

async function entriesOf(tx: Transaction, siteId: number, batch: number) {
  return tx.db
    .selectFrom('comment_audit')
    .select(['id', 'action', 'comment_id', 'post_id', 'before', 'after'])
    .where('site_id', '=', siteId)
    .where('batch', '=', batch)
    .where('undone_at', 'is', null)
    .orderBy('id', 'desc')
    .execute();
}

async function isAllowed(
  tx: Transaction,
  siteId: number,
  scope: Scope,
  { comment_id }: Entry,
): Promise<boolean> {
  if (scope === 'all') return true;
  return comment_id !== null && (await allowedOf(tx, siteId, scope, [comment_id])).length > 0;
}

async function undoOne(tx: Transaction, siteId: number, entry: Entry): Promise<boolean> {
  const before: unknown = JSON.parse(entry.before);
  const after: unknown = JSON.parse(entry.after);
  const action = entry.action as AuditAction;
  switch (action) {
    case 'approve':
    case 'hold':
    case 'spam':
    case 'trash':
      return putBack(tx, siteId, entry.comment_id ?? 0, before as State, after as State);
    case 'edit':
      return rewrite(tx, siteId, entry.comment_id ?? 0, before as Written, after as Written);
    case 'ban':
      return removeBan(tx, siteId, (after as { id: number }).id);
    case 'close':
    case 'open':
      return setDoor(tx, siteId, entry.post_id ?? 0, action === 'close');
    case 'erase':
    case 'unban':
    case 'words':
      return false;
  }
}

async function putBack(
  tx: Transaction,
  siteId: number,
  id: number,
  before: State,
  after: State,
): Promise<boolean> {
  const row = await findForStatus(tx, siteId, id);
  if (row?.standing !== after.standing) return false;
  await putState(tx, siteId, row, before);
  return true;
}

type Written = {
  readonly text: string;
  readonly format: 'markdown' | 'html';
  readonly name?: string;
  readonly url?: string;
  readonly note?: string | null;
};

async function rewrite(
  tx: Transaction,
  siteId: number,
  id: number,
  before: Written,
  after: Written,
): Promise<boolean> {
  const row = await findText(tx, siteId, id);
  if (!row || (row.original ?? row.text) !== after.text) return false;
  if (!(await writeText(tx, siteId, row, before)).ok) return false;
  const { name = row.name, url = '', note = null } = before;
  await tx.db
    .updateTable('comment')
    .set({ edit_note: note })
    .where('site_id', '=', siteId)
    .where('id', '=', id)
    .execute();
  await tx.db
    .updateTable('identity')
    .set({ name, url: url || null })
    .where('site_id', '=', siteId)
    .where('id', '=', row.identity_id)
    .execute();
  return true;
}
