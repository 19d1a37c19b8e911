import { may } from '../../account/may.ts';
import { type Asked, actionButton, moment } from '../../desk/index.ts';
import { type Html, html } from '../../kit/html.ts';
import { formatNumber } from '../../kit/i18n/index.ts';
import { type Source, sourceName } from '../../source/source.ts';
import type { Capture } from '../capture.ts';
import { choiceOf } from '../choice.ts';
import { captureHref } from '../link-state.ts';
import type { CapturedText } from '../stream.ts';
import { captureName, capturesPath, stateFlag } from './list-view.ts';

export type CaptureView = {
  readonly capture: Capture;
  readonly source: Source | undefined;
  readonly streams: readonly CapturedText[];
  readonly others: readonly Capture[];
};

export function captureMain(asked: Asked, view: CaptureView): Html {
  return html`${state(asked, view)}<div class="columns">
<div>${facts(asked, view)}</div>
<div>${texts(asked, view)}${others(asked, view)}</div>
</div>`;
}

/** How it stands, what was seen, and what can be done about it. */
function state(asked: Asked, { capture }: CaptureView): Html {
  const { t } = asked;
  const { status, progress, reason, detail } = capture;
  if (status === 'queued' || status === 'running')
    return html`<section class="panel" data-waits="capture-${capture.id}" role="status"><p>${stateFlag(asked, capture)} ${
      status === 'running' ? t('capture.progress', { step: progress ?? 'asking' }) : t('capture.waits')
    }</p>
${reason !== null && html`<p>${t('capture.tries-again', { reason: t('capture.reason', { reason: choiceOf(reason) }) })}</p>\n${seen(asked, detail)}`}</section>
`;
  if (status === 'done')
    return html`<p>${stateFlag(asked, capture)} <a href="${captureHref(capture.id)}">${t('capture.see')}</a>${
      may(asked.actor, 'curate-archive', { siteId: asked.site.id }) &&
      html` · <a href="${capturesPath}${capture.id}/visibility">${t('capture.who-sees')}</a>`
    }</p>
${warnings(asked, capture)}`;
  return html`<section class="panel" role="alert"><h2>${stateFlag(asked, capture)} ${t('capture.reason', { reason: choiceOf(reason) })}</h2>
<p>${t('capture.advice', { reason: choiceOf(reason) })}</p>
${seen(asked, detail)}<div class="buttons">${actionButton(asked, {
    action: `${capturesPath}${capture.id}/retry`,
    label: t('capture.retry'),
  })}${
    capture.method === 'http' &&
    actionButton(asked, {
      action: `${capturesPath}${capture.id}/browser`,
      label: t('capture.with-browser'),
      tone: 'plain',
    })
  }<a class="button plain" href="${capturesPath}${capture.sourceId === null ? '' : `?source=${capture.sourceId}`}#file">${t('capture.file')}</a></div></section>
`;
}

/** Taken down by the program, in English: it is for whoever looks closer. */
function seen({ t }: Asked, detail: string | null): Html | undefined {
  if (detail === null) return undefined;
  return html`<details><summary>${t('capture.seen')}</summary><p lang="en" dir="auto">${detail}</p></details>\n`;
}

function warnings({ t }: Asked, { facts: { warnings: said = [] } }: Capture): Html | undefined {
  if (said.length === 0) return undefined;
  return html`<ul>${said.map((warning) => html`<li>${t('capture.warning', { warning: choiceOf(warning) })}</li>`)}</ul>\n`;
}

function facts(asked: Asked, { capture, source }: CaptureView): Html {
  const { t } = asked;
  const { address, finalAddress, method, httpStatus, mime, charset, capturedAt, createdAt } = capture;
  const { waczSha256, waczBytes, warcSha256, facts: more } = capture;
  const rows: readonly (readonly [string, Html | string | null | undefined])[] = [
    [
      t('capture.source'),
      source && html`<a href="/-/admin/sources/${source.id}/"><bdi>${sourceName(source)}</bdi></a>`,
    ],
    [t('capture.address'), more.fileName ?? link(address)],
    [t('capture.answered-at'), finalAddress === address || finalAddress === null ? null : link(finalAddress)],
    [t('capture.method-label'), t('capture.method', { method })],
    [t('capture.asked-at'), moment(asked, createdAt)],
    [t('capture.when'), capturedAt === null ? null : moment(asked, capturedAt)],
    [
      t('capture.kind'),
      mime === null
        ? null
        : html`<bdi class="code" dir="ltr">${mime}${charset !== null && `; ${charset}`}</bdi>`,
    ],
    [t('capture.http-status'), httpStatus === null ? null : String(httpStatus)],
    [
      t('capture.machine'),
      more.address === undefined ? null : html`<bdi class="code" dir="ltr">${more.address}</bdi>`,
    ],
    [
      t('capture.requisites-label'),
      more.requisites &&
        t('capture.requisites', { kept: more.requisites.kept, missed: more.requisites.missed }),
    ],
    [
      t('capture.size'),
      waczBytes === null
        ? null
        : t('capture.bytes', { size: formatNumber(Math.max(1, Math.round(waczBytes / 1024)), t.locale) }),
    ],
    ['WACZ SHA-256', digest(waczSha256)],
    ['WARC SHA-256', digest(warcSha256)],
  ];
  return html`<section class="panel"><h2>${t('capture.facts')}</h2>
<dl class="facts">${rows.map(
    ([name, value]) => value !== null && value !== undefined && html`<dt>${name}</dt><dd>${value}</dd>\n`,
  )}</dl></section>
`;
}

function link(address: string): Html {
  return html`<a class="code" dir="ltr" href="${address}" rel="noreferrer">${address}</a>`;
}

function digest(sha256: string | null): Html | null {
  return sha256 === null ? null : html`<code dir="ltr">${sha256}</code>`;
}

function texts({ t }: Asked, { capture, streams }: CaptureView): Html | undefined {
  if (capture.status !== 'done') return undefined;
  return html`<section class="panel"><h2>${t('capture.texts')}</h2>
${
  streams.length === 0
    ? html`<p>${t('capture.no-texts')}</p>`
    : html`<ul>${streams.map(
        ({ name, text, unreadable, observed }) =>
          html`<li>${t('capture.stream', { name: choiceOf(name) })}: ${
            unreadable === undefined
              ? t('capture.letters', { count: text.length })
              : t('capture.unreadable', { reason: choiceOf(unreadable) })
          }${!observed && html` <span class="flag warning">${t('capture.not-observed')}</span>`}</li>\n`,
      )}</ul>`
}</section>
`;
}

function others(asked: Asked, { others: captures }: CaptureView): Html | undefined {
  const { t } = asked;
  if (captures.length === 0) return undefined;
  return html`<section class="panel"><h2>${t('capture.others')}</h2>
<ul>${captures.map(
    (capture) =>
      html`<li><a href="${capturesPath}${capture.id}/" title="${captureName(capture)}">${moment(asked, capture.capturedAt ?? capture.createdAt)}</a> ${stateFlag(asked, capture)}</li>\n`,
  )}</ul></section>
`;
}
