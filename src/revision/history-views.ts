import { type Html, html, join } from '../kit/html.ts';
import { formatDate, type Translate } from '../kit/i18n/index.ts';
import { proofHref } from '../log/proof.ts';
import type { Site } from '../site/site.ts';
import type { LogState } from './log-state.ts';
import { historyPath, type Publication, subjectOf } from './publication.ts';

/** In what words and by what calendar a page of the history speaks. */
export type Speech = { readonly t: Translate; readonly site: Site };

/** A moment, in the site's time. */
export function moment({ t, site }: Speech, iso: string): Html {
  const { timeZone, calendar } = site;
  return html`<time datetime="${iso}">${formatDate(iso, { locale: t.locale, timeZone, calendar, style: 'moment' })}</time>`;
}

/** Versions, the newest first. `open`: whether their texts are shown. */
export function versionList(
  speech: Speech,
  publications: readonly Publication[],
  states: ReadonlyMap<number, LogState>,
  open: boolean,
): Html {
  const items = publications.map((each) => item(speech, each, states.get(each.version), open));
  return html`<ol class="versions" reversed start="${publications[0]?.version}">
${items}</ol>
`;
}

function item(speech: Speech, publication: Publication, state: LogState | undefined, open: boolean): Html {
  const { t, site } = speech;
  const { postId, version, kind, redacted } = publication;
  const name = t('history.version', { version });
  const shown = open && kind !== 'retract' && !redacted;
  return html`<li id="version-${version}"><h2>${shown ? html`<a href="${historyPath(postId, version)}">${name}</a>` : name} <small class="kind ${kind}">${t('history.kind', { kind })}</small></h2>
<p class="dateline">${facts(speech, publication, state, proofHref(site.id, subjectOf(publication)))}</p>
${told(speech, open ? publication : withdrawnFrom(publication))}</li>
`;
}

/** Of what was withdrawn readers are told why it was, and nothing more of what it said. */
export function withdrawnFrom(publication: Publication): Publication {
  return publication.kind === 'retract' ? publication : { ...publication, note: '' };
}

const between = html` <span aria-hidden="true">·</span> `;

function facts(speech: Speech, { at, by }: Publication, state: LogState | undefined, proof: string): Html {
  const { t } = speech;
  return join(
    [
      moment(speech, at),
      by !== '' && html`<span>${t.html('history.by', { name: html`<bdi>${by}</bdi>` })}</span>`,
      state === 'logged' && html`<a href="${proof}">${t('history.proof')}</a>`,
      state === 'pending' && html`<span>${t('history.log-state', { state })}</span>`,
    ].filter((fact) => fact !== false),
    between,
  );
}

/** What readers were told of a version, and what has become of it. */
export function told(speech: Speech, { kind, note, origin, redacted }: Publication): Html {
  const { t } = speech;
  return html`${note !== '' && html`<p class="told" dir="auto">${note}</p>\n`}${
    kind === 'retract' && note === '' && html`<p class="soft">${t('history.no-reason')}</p>\n`
  }${origin === 'found' && html`<p class="soft">${t('history.found')}</p>\n`}${
    origin === 'import' && html`<p class="soft">${t('history.imported')}</p>\n`
  }${
    redacted &&
    html`<p class="soft">${t.html('history.redacted', { date: moment(speech, redacted.at) })}${
      redacted.notice !== '' && html` <span dir="auto">${redacted.notice}</span>`
    }</p>\n`
  }`;
}
