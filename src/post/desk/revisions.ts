import { may } from '../../account/may.ts';
import {
  type Asked,
  actionButton,
  type Desk,
  keysetPage,
  noticed,
  pager,
  readKeyset,
} from '../../desk/index.ts';
import { type Html, html } from '../../kit/html.ts';
import { idIn } from '../../kit/http/form.ts';
import type { Reply } from '../../kit/http/message.ts';
import { compareTexts } from '../../revision/compare.ts';
import { comparison } from '../../revision/comparison.ts';
import { listRevisions, type Revision, readRevision } from '../../revision/read.ts';
import { restoreRevision } from '../../revision/restore.ts';
import type { Change } from '../../revision/revision.ts';
import { fieldsText, type Names, namesOf, whoAndWhen } from './change-lines.ts';
import type { Kind } from './kind.ts';
import { type KnownPost, readKnown } from './known.ts';
import { nameOf } from './list-columns.ts';
import { missingPage } from './missing.ts';

const perPage = 50;

/** `GET /-/admin/posts/12/revisions/`: every save; two of them can be compared. */
export async function showRevisions(desk: Desk, asked: Asked, kind: Kind): Promise<Reply> {
  const known = await readKnown(asked, kind);
  if (!known) return missingPage(desk, asked, kind);
  const { t, world, site, request } = asked;
  const keyset = readKeyset(request.query, 1);
  const found = await listRevisions({ db: world.db.read }, site.id, known.id, {
    limit: perPage + 1,
    ...(keyset.after && { before: idIn(keyset.after[0]) }),
    ...(keyset.before && { after: idIn(keyset.before[0]) }),
  });
  const page = keysetPage(found, perPage, keyset);
  const names = await namesOf(asked, page.rows);
  const address = `${kind.base}${known.id}/revisions/`;
  return desk.page(asked, {
    title: t('post-desk.revisions-of', { title: nameOf(asked, known.write) }),
    section: kind.section,
    actions: backLink(asked, kind, known),
    main:
      page.rows.length === 0
        ? html`<div class="empty"><p>${t('post-desk.no-revisions')}</p></div>`
        : html`${table(asked, address, page.rows, names)}${pager(asked, page, ({ version }) => [version])}`,
  });
}

function backLink({ t, actor, site }: Asked, { base }: Kind, { id }: KnownPost): Html {
  const mayRedact = may(actor, 'curate-archive', { siteId: site.id });
  return html`${mayRedact && html`<a class="button plain" href="${base}${id}/history/">${t('history.desk')}</a>\n`}<a class="button plain" href="${base}${id}/">${t('post-desk.edit')}</a>`;
}

/** One of the left is compared with one of the right: from the earlier to the later. */
function table({ t, ...asked }: Asked, address: string, changes: readonly Change[], names: Names): Html {
  const radio = (side: 'from' | 'to', { version }: Change, chosen: boolean) =>
    html`<td class="select" data-label="${side === 'from' ? t('post-desk.compare-from') : t('post-desk.compare-to')}"><input type="radio" name="${side}" value="${version}"${chosen && html` checked`} aria-label="${t('post-desk.compare-side', { side, version })}"></td>`;
  const rows = changes.map(
    (
      change,
      index,
    ) => html`<tr>${radio('from', change, index === Math.min(1, changes.length - 1))}${radio('to', change, index === 0)}<th scope="row"><a href="${address}${change.version}">${t('post-desk.version', { version: change.version })}</a>${
      change.note !== '' && html` <q dir="auto">${change.note}</q>`
    }</th><td data-label="${t('post-desk.changed-fields')}">${fieldsText({ t, ...asked }, change)}</td><td data-label="${t('post-desk.saved-by')}">${whoAndWhen({ t, ...asked }, change, names)}</td></tr>
`,
  );
  return html`<form method="get" action="${address}compare">
<table class="list versions"><caption class="quiet">${t('post-desk.revisions')}</caption>
<thead><tr><th scope="col">${t('post-desk.compare-from')}</th><th scope="col">${t('post-desk.compare-to')}</th><th scope="col">${t('post-desk.revisions')}</th><th scope="col">${t('post-desk.changed-fields')}</th><th scope="col">${t('post-desk.saved-by')}</th></tr></thead>
<tbody>
${rows}</tbody></table>
${changes.length > 1 && html`<p class="buttons"><button type="submit">${t('post-desk.compare')}</button></p>\n`}</form>
`;
}

/** `GET /-/admin/posts/12/revisions/compare?from=3&to=5`; `GET /-/admin/posts/12/revisions/5`, with the one before it. */
export async function showComparison(desk: Desk, asked: Asked, kind: Kind): Promise<Reply> {
  const known = await readKnown(asked, kind);
  if (!known) return missingPage(desk, asked, kind);
  const { params, request, t, site } = asked;
  const later = await at(asked, known, idIn(params.version ?? request.query.get('to')));
  const from = params.version === undefined ? idIn(request.query.get('from')) : (later?.version ?? 0) - 1;
  const earlier = from < 1 ? undefined : await at(asked, known, from);
  if (!later || (from > 0 && !earlier && params.version === undefined)) return missingPage(desk, asked, kind);
  const [first, last] = earlier && earlier.version > later.version ? [later, earlier] : [earlier, later];
  const names = await namesOf(asked, [later, ...(earlier ? [earlier] : [])]);
  const before = first?.snapshot ?? {
    title: '',
    excerpt: '',
    document: { type: 'doc', content: [{ type: 'paragraph' }] } as const,
  };
  return desk.page(asked, {
    title: first
      ? t('post-desk.compared', { from: first.version, to: last.version })
      : t('post-desk.version', { version: last.version }),
    section: kind.section,
    actions: html`<a class="button plain" href="${kind.base}${known.id}/revisions/">${t('post-desk.revisions')}</a>`,
    main: html`${first && facts(asked, first, names)}${facts(asked, last, names)}<section class="panel" aria-labelledby="compared"><h2 id="compared">${t('post-desk.changes')}</h2>
${comparison(t, compareTexts(before, last.snapshot, last.snapshot.lang ?? site.locale), t('post-desk.no-difference'))}</section>
${restoring(asked, kind, known, first ? [first, last] : [last])}`,
  });
}

async function at({ world, site }: Asked, { id }: KnownPost, version: number): Promise<Revision | undefined> {
  return readRevision({ db: world.db.read }, site.id, id, version);
}

function facts(asked: Asked, revision: Revision, names: Names): Html {
  const { t } = asked;
  return html`<p><strong>${t('post-desk.version', { version: revision.version })}</strong>: ${whoAndWhen(asked, revision, names)} · ${fieldsText(asked, revision)}${
    revision.note !== '' && html` <q dir="auto">${revision.note}</q>`
  }</p>
`;
}

/** The newest has nothing to be restored from: it is what stands. */
function restoring(asked: Asked, kind: Kind, known: KnownPost, revisions: readonly Revision[]): Html {
  const { t } = asked;
  const older = revisions.filter(({ version }) => version < known.version);
  if (older.length === 0 || known.rightful.status === 'trash') return html``;
  return html`<p class="soft">${t('post-desk.restore-hint')}</p>
<div class="buttons">${older.map(({ version }) =>
    actionButton(asked, {
      action: `${kind.base}${known.id}/revisions/${version}/restore`,
      label: t('post-desk.restore-version', { version }),
      fields: { version: String(known.version) },
      tone: 'plain',
    }),
  )}</div>
`;
}

/** `POST /-/admin/posts/12/revisions/3/restore`: the words of that version, as a new one. */
export async function takeRestore(desk: Desk, asked: Asked, kind: Kind): Promise<Reply> {
  const known = await readKnown(asked, kind);
  if (!known) return missingPage(desk, asked, kind);
  const { world, site, account, t, form, params } = asked;
  const version = idIn(params.version);
  const seen = idIn(form.get('version'));
  const result = await world.db.write((tx) =>
    restoreRevision(tx, site, known.id, version, {
      now: world.clock.now().toISOString(),
      by: account.id,
      note: t('post-desk.restored-note', { version }),
      ...(seen > 0 && { version: seen }),
    }),
  );
  const back = `${kind.base}${known.id}/`;
  if (result.ok)
    return noticed(asked, back, {
      text: t('post-desk.version-restored', { version }),
      undo: { action: `${back}revisions/${known.version}/restore`, fields: {} },
    });
  if (result.reason === 'missing') return missingPage(desk, asked, kind);
  return noticed(asked, `${back}revisions/`, { text: t('post-desk.stale-restore'), tone: 'bad' });
}
