import type { AuditAction } from '../comment/save-audit.ts';
import { type Asked, actionButton, type Desk, list, moment, pager, readKeyset } from '../desk/index.ts';
import { type Html, html } from '../kit/html.ts';
import type { Reply } from '../kit/http/index.ts';
import { queuePath } from './card.ts';
import { type DeedRow, readDeeds } from './read-history.ts';

const historyPath = `${queuePath}history`;

/** `GET /-/admin/comments/history`: who did what, and when. */
export async function showHistory(desk: Desk, asked: Asked): Promise<Reply> {
  const { world, site, request, t } = asked;
  const page = await readDeeds(world.db.read, site.id, { keyset: readKeyset(request.query, 1) });
  return desk.page(asked, {
    title: t('moderation.history-title'),
    section: 'comments',
    actions: html`<a class="button plain" href="${queuePath}">${t('moderation.back')}</a>`,
    main: html`${deedTable(asked, page.rows, historyPath)}${pager(asked, page, ({ id }) => [id])}`,
  });
}

/** Deeds in a table, each with the button that takes it back, where that can be done. */
export function deedTable(asked: Asked, rows: readonly DeedRow[], back: string): Html {
  const { t } = asked;
  return list(asked, {
    caption: t('moderation.history-title'),
    rows,
    id: ({ id }) => id,
    name: ({ id }) => String(id),
    empty: html`<p>${t('moderation.history-none')}</p>`,
    columns: [
      { label: t('moderation.history-what'), heading: true, cell: (row) => what(asked, row) },
      {
        label: t('moderation.history-who'),
        cell: ({ account_name }) => html`<bdi>${account_name ?? t('moderation.by-program')}</bdi>`,
      },
      {
        label: t('moderation.history-when'),
        narrow: true,
        cell: ({ created_at }) => moment(asked, created_at),
      },
      { label: t('desk.undo'), narrow: true, cell: (row) => undo(asked, row, back) },
    ],
  });
}

function what({ t }: Asked, row: DeedRow): Html {
  const { action, comment_id: id, post_id: postId, post_title: title, note } = row;
  const done = t('moderation.deed', { action: action as AuditAction });
  const after = JSON.parse(row.after) as { readonly label?: string };
  const before = JSON.parse(row.before) as { readonly label?: string };
  const label = after.label ?? before.label;
  return html`${done}${id !== null && html` · <a href="${queuePath}${id}/">${t('moderation.deed-reply', { id: String(id) })}</a>`}${
    postId !== null &&
    html` · <a href="${queuePath}?shelf=live&amp;post=${postId}"><bdi>${title || t('moderation.untitled')}</bdi></a>`
  }${label !== undefined && html` · <bdi>${label}</bdi>`}${note !== '' && html`<p class="soft"><bdi>${note}</bdi></p>`}`;
}

const lasting: readonly string[] = ['erase', 'unban', 'words'] satisfies readonly AuditAction[];

function undo(asked: Asked, { action, undone_at, batch }: DeedRow, back: string): Html | string | undefined {
  const { t } = asked;
  if (undone_at !== null) return t('moderation.history-undone');
  if (lasting.includes(action)) return undefined;
  const fields = { batch: String(batch), back };
  return actionButton(asked, { action: `${queuePath}undo`, label: t('desk.undo'), fields, tone: 'plain' });
}
