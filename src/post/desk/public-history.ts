import { type Asked, type Desk, deskForm, group, noticed, textArea } from '../../desk/index.ts';
import { type Html, html } from '../../kit/html.ts';
import { idIn } from '../../kit/http/form.ts';
import type { Reply } from '../../kit/http/message.ts';
import { moment } from '../../revision/history-views.ts';
import { historyPath, type Publication } from '../../revision/publication.ts';
import { listPublications } from '../../revision/read-publication.ts';
import { redactVersions } from '../../revision/save-publication.ts';
import type { Kind } from './kind.ts';
import { type KnownPost, readKnown } from './known.ts';
import { nameOf } from './list-columns.ts';
import { missingPage } from './missing.ts';

/** More than a form can hold at once; older ones come up when newer ones are gone. */
const most = 500;

/** `GET /-/admin/posts/12/history/`: what readers have seen, and what of that may be removed. */
export async function showPublicHistory(desk: Desk, asked: Asked, kind: Kind): Promise<Reply> {
  const known = await readKnown(asked, kind);
  return known ? page(desk, asked, kind, known) : missingPage(desk, asked, kind);
}

async function page(
  desk: Desk,
  asked: Asked,
  kind: Kind,
  known: KnownPost,
  problem?: string,
): Promise<Reply> {
  const { t, world, site } = asked;
  const publications = await listPublications(world.db, site.id, known.id, { limit: most });
  return desk.page(asked, {
    title: t('history.desk-of', { title: nameOf(asked, known.write) }),
    section: kind.section,
    ...(problem !== undefined && { status: 422, notice: { text: problem, tone: 'bad' } }),
    actions: html`<a class="button plain" href="${kind.base}${known.id}/revisions/">${t('post-desk.revisions')}</a>
<a class="button plain" href="${historyPath(known.id)}">${t('post-desk.view')}</a>`,
    main:
      publications.length === 0
        ? html`<div class="empty"><p>${t('history.desk-none')}</p></div>`
        : html`<p>${t('history.desk-explain')}</p>
${form(asked, `${kind.base}${known.id}/history/redact`, publications, known)}`,
  });
}

function form(asked: Asked, action: string, publications: readonly Publication[], known: KnownPost): Html {
  const { t } = asked;
  const current = currentOf(publications, known);
  const chosen = new Set(asked.form.getAll('version'));
  const items = publications.map((each) => item(asked, each, each.version === current, chosen));
  return deskForm(
    asked,
    { action },
    html`${group({ name: 'version', label: t('history.desk-choose') }, html`<ul class="tree">\n${items}</ul>\n`)}${textArea(
      {
        name: 'notice',
        label: t('history.desk-notice'),
        hint: t('history.desk-notice-hint'),
        value: asked.form.get('notice') ?? '',
        rows: 3,
      },
    )}<p class="buttons"><button type="submit" class="bad">${t('history.desk-redact')}</button></p>
`,
  );
}

/** What readers see at this moment: its text is taken away by changing the post. */
function currentOf(publications: readonly Publication[], { write }: KnownPost): number | undefined {
  const [newest] = publications;
  return write.status === 'published' && newest?.kind !== 'retract' ? newest?.version : undefined;
}

function item(asked: Asked, publication: Publication, current: boolean, chosen: ReadonlySet<string>): Html {
  const { t } = asked;
  const { version, kind, at, note, redacted } = publication;
  const id = `version-${version}`;
  const fixed = kind === 'retract' || current || redacted !== undefined;
  const why = current ? t('history.desk-current') : redacted ? t('history.desk-removed') : '';
  const words = html`${t('history.version', { version })} · ${t('history.kind', { kind })} · ${moment(asked, at)}${
    note !== '' && html` <q dir="auto">${note}</q>`
  }${why !== '' && html` <span class="soft">(${why})</span>`}`;
  return fixed
    ? html`<li>${words}</li>\n`
    : html`<li><input id="${id}" type="checkbox" name="version" value="${version}"${chosen.has(String(version)) && html` checked`}> <label for="${id}">${words}</label></li>\n`;
}

/** `POST /-/admin/posts/12/history/redact`: fields `version` (several), `notice`. */
export async function takeRedact(desk: Desk, asked: Asked, kind: Kind): Promise<Reply> {
  const known = await readKnown(asked, kind);
  if (!known) return missingPage(desk, asked, kind);
  const { world, site, form: sent, t } = asked;
  const wanted = sent.getAll('version').map(idIn);
  const notice = (sent.get('notice') ?? '').trim();
  if (wanted.length === 0 || notice === '') return page(desk, asked, kind, known, t('history.desk-missing'));
  const newest = await listPublications(world.db, site.id, known.id, { limit: 1 });
  const current = currentOf(newest, known);
  const versions = wanted.filter((version) => version > 0 && version !== current);
  const now = world.clock.now().toISOString();
  const count = await world.db.write((tx) =>
    redactVersions(tx, site.id, known.id, { versions, now, notice }),
  );
  return noticed(asked, `${kind.base}${known.id}/history/`, { text: t('history.desk-done', { count }) });
}
