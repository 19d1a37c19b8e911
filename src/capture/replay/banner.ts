import { type Html, html } from '../../kit/html.ts';
import { idIn } from '../../kit/http/form.ts';
import type { DateStyle } from '../../kit/i18n/index.ts';
import { shortAddress } from '../../kit/words/short-address.ts';
import { proofHref } from '../../log/proof.ts';
import { publicDate } from '../../site/public-date.ts';
import type { PublicAsked, PublicPage } from '../../site/public-page.ts';
import { readSource } from '../../source/read.ts';
import { type Source, sourceName, sourcePath } from '../../source/source.ts';
import type { Capture } from '../capture.ts';
import { captureHref, type LinkState, linkState } from '../link-state.ts';
import { readCapture } from '../read.ts';
import { type Decision, lastDecision } from './decide.ts';
import { type Memento, mementoHeaders, mementosOf } from './memento.ts';
import { maySee, pageHref, waczHref, warcHref } from './place.ts';

type Known = {
  readonly capture: Capture;
  readonly source: Source | undefined;
  readonly link: LinkState | undefined;
  readonly others: readonly Memento[];
};

/** `/-/captures/34/`: the copy in a frame, and around it what it is a copy of, when and how it was made. */
export async function showCapture(asked: PublicAsked): Promise<PublicPage | undefined> {
  const { world, request, params, reader, t } = asked;
  const id = idIn(params.id);
  const { db, siteId } = reader;
  reader.note(`capture:${id}`, 'links');
  const capture = await readCapture(db, siteId, id);
  if (capture?.status !== 'done') return undefined;
  const source = capture.sourceId === null ? undefined : await readSource(db, siteId, capture.sourceId);
  if (source) reader.note(`source:${source.id}`);
  const kicker = html`<a href="/-/sources/">${t('capture.replay.sources')}</a>`;
  if (capture.visibility === 'removed') return { ...(await removedPage(asked, capture, source)), kicker };
  if (!(await maySee(world, request, siteId, capture)))
    return {
      title: t('capture.replay.private-title'),
      kicker,
      status: 403,
      keep: false,
      main: privateText(asked, capture, source),
    };
  const known: Known = {
    capture,
    source,
    link: (await linkState(db, siteId, [capture.address])).get(capture.address),
    others: (await mementosOf(db, siteId, capture.address)).filter((one) => one.id !== id),
  };
  const title = capture.title?.trim() || (source && sourceName(source)) || shortAddress(capture.address);
  return {
    title,
    kicker: html`${kicker} · ${t('capture.replay.kind')}`,
    ...(capture.lang !== null && { lang: capture.lang }),
    wide: true,
    keep: capture.visibility === 'public',
    main: copyMain(asked, known),
    headers: headersOf(asked, capture),
  };
}

function headersOf({ origin }: PublicAsked, capture: Capture): Record<string, string> {
  const address = capture.finalAddress ?? capture.address;
  const robots = { 'x-robots-tag': 'noindex, noarchive' };
  if (!/^https?:/.test(address) || capture.visibility !== 'public') return robots;
  return {
    ...robots,
    ...mementoHeaders(origin, { address, capturedAt: capture.capturedAt ?? capture.createdAt }),
  };
}

function copyMain(asked: PublicAsked, known: Known): Html {
  const { t } = asked;
  const { capture } = known;
  return html`${capture.visibility === 'private' && html`<p class="copy-note">${t('capture.replay.private-here')}</p>\n`}<div class="copy-facts">
<p class="copy-lead">${leadText(asked, known)}</p>
${factList(asked, known)}</div>
<iframe class="copy-frame" src="${pageHref(capture.id)}" sandbox="allow-popups allow-popups-to-escape-sandbox" referrerpolicy="no-referrer" title="${t('capture.replay.frame-title')}"></iframe>
<p class="facts"><a href="${pageHref(capture.id)}">${t('capture.replay.alone')}</a></p>
`;
}

/** What the reader must know before anything else: whose page it is not, and whether its original is still there. */
function leadText({ t }: PublicAsked, { capture, link }: Known): Html {
  const state = link?.state ?? 'unknown';
  const method = capture.method === 'file' ? 'file' : 'own';
  return html`${t('capture.replay.lead', { method })}${
    capture.method !== 'file' &&
    (state === 'dead' || state === 'drifted') &&
    html` <strong>${t('capture.replay.original', { state })}</strong>`
  }`;
}

function factList(asked: PublicAsked, { capture, source, others }: Known): Html {
  const { t, site } = asked;
  const { id, method, waczSha256, waczBytes, facts } = capture;
  const fact = (label: string, value: Html | string | undefined) =>
    value === undefined ? undefined : html`<div><dt>${label}</dt><dd>${value}</dd></div>\n`;
  return html`<dl class="copy-list">
${fact(t('capture.replay.of'), addressOf(asked, capture))}${fact(
  t('capture.replay.source'),
  source && html`<a href="${sourcePath(source.id)}"><bdi>${sourceName(source)}</bdi></a>`,
)}${fact(t('capture.replay.when'), when(asked, capture.capturedAt ?? capture.createdAt))}${fact(
  t('capture.replay.how'),
  t('capture.replay.method', { method }),
)}${fact(t('capture.replay.with'), facts.software)}${fact(
  t('capture.replay.download'),
  waczSha256 === null
    ? undefined
    : html`<a href="${waczHref(id)}" download>WACZ</a>${waczBytes !== null && ` (${sizeText(asked, waczBytes)})`}${capture.facts.warc && html` · <a href="${warcHref(id)}" download>WARC</a>`}`,
)}${fact(
  t('capture.replay.digest'),
  waczSha256 === null
    ? undefined
    : html`<code class="copy-digest" dir="ltr">${waczSha256}</code> <a href="${proofHref(site.id, `capture:${id}`)}">${t('capture.replay.proof')}</a>`,
)}${fact(t('capture.replay.others'), others.length === 0 ? undefined : otherList(asked, others))}</dl>
`;
}

function addressOf({ t }: PublicAsked, { address, finalAddress, facts, method }: Capture): Html {
  if (method === 'file' && !/^https?:/.test(address)) return html`<bdi>${facts.fileName ?? address}</bdi>`;
  const moved = finalAddress !== null && finalAddress !== address && /^https?:/.test(finalAddress);
  return html`<a href="${address}" rel="noreferrer nofollow"><bdi dir="ltr">${address}</bdi></a>${
    moved && html`<br>${t('capture.replay.moved')} <bdi dir="ltr">${finalAddress}</bdi>`
  }`;
}

const mostOthers = 12;

function otherList(asked: PublicAsked, others: readonly Memento[]): Html {
  const shown = others.slice(-mostOthers).toReversed();
  return html`<ul class="copy-others">${shown.map(({ id, capturedAt }) => html`<li><a href="${captureHref(id)}">${when(asked, capturedAt)}</a></li>`)}</ul>`;
}

function when(asked: PublicAsked, iso: string, style: DateStyle = 'moment'): Html {
  return html`<time datetime="${iso}">${publicDate(asked, iso, style)}</time>`;
}

function sizeText({ locale }: PublicAsked, bytes: number): string {
  const unit = bytes < 10 ** 6 ? (['kilobyte', 10 ** 3] as const) : (['megabyte', 10 ** 6] as const);
  const amount = Math.max(0.1, Math.round((bytes / unit[1]) * 10) / 10);
  return new Intl.NumberFormat(locale, { style: 'unit', unit: unit[0] }).format(amount);
}

function privateText({ t }: PublicAsked, capture: Capture, source: Source | undefined): Html {
  return html`<p>${t('capture.replay.private-text')}</p>
${sourceLine(t('capture.replay.source'), source)}${digestLine(t('capture.replay.digest'), capture)}`;
}

/** What stands in place of a copy that was taken down: why, and what it was. */
async function removedPage(
  asked: PublicAsked,
  capture: Capture,
  source: Source | undefined,
): Promise<PublicPage> {
  const { t, reader } = asked;
  const decision = await lastDecision(reader.db, reader.siteId, capture.id);
  return {
    title: t('capture.replay.removed-title'),
    status: 410,
    keep: false,
    main: html`<p>${t('capture.replay.removed-text')}</p>
${decision && removedFacts(asked, decision)}${sourceLine(t('capture.replay.source'), source)}${digestLine(t('capture.replay.digest'), capture)}`,
  };
}

function removedFacts(asked: PublicAsked, { askedBy, ground, at }: Decision & { readonly at: string }): Html {
  const { t } = asked;
  return html`<dl class="copy-list">
<div><dt>${t('capture.replay.removed-when')}</dt><dd>${when(asked, at, 'day')}</dd></div>
${askedBy !== '' && html`<div><dt>${t('capture.replay.asked-by')}</dt><dd><bdi>${askedBy}</bdi></dd></div>\n`}<div><dt>${t('capture.replay.ground')}</dt><dd dir="auto">${ground}</dd></div>
</dl>
`;
}

function sourceLine(label: string, source: Source | undefined): Html | undefined {
  return (
    source && html`<p>${label}: <a href="${sourcePath(source.id)}"><bdi>${sourceName(source)}</bdi></a></p>\n`
  );
}

function digestLine(label: string, { waczSha256 }: Capture): Html | undefined {
  return waczSha256 === null
    ? undefined
    : html`<p>${label}: <code class="copy-digest" dir="ltr">${waczSha256}</code></p>\n`;
}
