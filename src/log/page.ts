import { type Html, html } from '../kit/html.ts';
import { publicDate } from '../site/public-date.ts';
import type { PublicAsked, PublicPage } from '../site/public-page.ts';
import type { Checkpoint } from './checkpoint.ts';
import { type LogKey, readKeys } from './key.ts';
import { type LogNotice, readNotices } from './notice.ts';
import { leafHref, proofHref } from './proof.ts';
import { type LoggedEvent, newestCheckpoint, newestEvents } from './read.ts';
import { newestOfCheckpoints, type Timestamp } from './timestamp/read.ts';
import { timestampList } from './timestamp/view.ts';

const eventsShown = 25;
const stampsShown = 4;

/** `GET /-/log/`: what the log is, how it stands, how to check it, and what it cannot show alone. */
export async function showLog(asked: PublicAsked): Promise<PublicPage> {
  const { t, reader } = asked;
  reader.note('log');
  const checkpoint = await newestCheckpoint(reader.db);
  const [keys, notices, events, stamps] = await Promise.all([
    readKeys(reader.db),
    readNotices(reader.db),
    newestEvents(reader.db, reader.siteId, eventsShown),
    newestOfCheckpoints(reader.db, stampsShown),
  ]);
  const main = checkpoint
    ? html`${noticesOf(asked, notices)}${treeOf(asked, checkpoint, keys)}${verifyOf(asked, checkpoint)}${eventsOf(asked, events)}${stampsOf(asked, stamps)}`
    : html`<p>${t('log.empty')}</p>\n`;
  return {
    title: t('log.title'),
    description: t('log.intro'),
    canonical: '/-/log/',
    main: html`<p>${t('log.intro')}</p>\n${main}`,
  };
}

function noticesOf(asked: PublicAsked, notices: readonly LogNotice[]): Html | undefined {
  const { t } = asked;
  if (notices.length === 0) return undefined;
  const told = ({ kind, detail, size }: LogNotice) =>
    t('log.notice', {
      kind: kind === 'key-lost' ? 'lost' : kind,
      size: kind === 'forked' ? Number(detail.size ?? size) : size,
    });
  return section(
    'notices',
    t('log.notices'),
    html`<ul class="log-notices">
${notices.map((each) => html`<li><p>${moment(asked, each.at)}</p><p>${told(each)}</p></li>\n`)}</ul>`,
  );
}

function treeOf({ t, locale }: PublicAsked, { size, root, note }: Checkpoint, keys: readonly LogKey[]): Html {
  const [current, ...older] = keys;
  const named = current?.endorsement === undefined ? t('log.unnamed') : t('log.named');
  return section(
    'tree',
    t('log.tree'),
    html`<dl class="log-facts">
<dt>${t('log.entries')}</dt><dd>${new Intl.NumberFormat(locale).format(size)}</dd>
<dt>${t('log.root')}</dt><dd>${machine(root.toString('base64'))}</dd>
<dt>${t('log.key')}</dt><dd>${machine(current?.verifier.text ?? '')}${older.length > 0 && html` <small>${named}</small>`}</dd>
${
  older.length > 0 &&
  html`<dt>${t('log.older-keys')}</dt><dd><ul>${older.map(({ verifier }) => html`<li>${machine(verifier.text)}</li>`)}</ul></dd>\n`
}</dl>
<h3><a href="/-/log/checkpoint">${t('log.checkpoint')}</a></h3>
<pre dir="ltr" tabindex="0"><code>${note}</code></pre>`,
  );
}

function verifyOf({ t, origin, site }: PublicAsked, { origin: name }: Checkpoint): Html {
  const file = `${name.replaceAll(/[^A-Za-z0-9.]+/g, '-')}.checkpoint`;
  return html`${section(
    'verify',
    t('log.verify'),
    html`<p>${t('log.verify-text')}</p>
<pre dir="ltr" tabindex="0"><code>verbatim log verify ${origin || site.url} --checkpoint ${file}</code></pre>`,
  )}${section('limit', t('log.limit'), html`<p>${t('log.limit-text')}</p>`)}`;
}

function eventsOf(asked: PublicAsked, events: readonly LoggedEvent[]): Html {
  const { t } = asked;
  return html`<h2 id="newest">${t('log.newest')}</h2>
<div class="log-entries" role="region" tabindex="0" aria-labelledby="newest"><table>
<thead><tr><th scope="col">${t('log.number')}</th><th scope="col">${t('log.what')}</th><th scope="col">${t('log.when')}</th><th scope="col">${t('log.proof')}</th></tr></thead>
<tbody>
${events.map((event) => row(asked, event))}</tbody>
</table></div>
`;
}

function row(asked: PublicAsked, { leaf, kind, subject, siteId, salt, at }: LoggedEvent): Html {
  const { t } = asked;
  const index = leaf ?? 0;
  const name = t('log.proof-of', { leaf: String(index) });
  const what = html`${t('log.kind', { kind: kind ?? 'other' })} ${subject !== null && machine(subject)}${
    kind !== null && salt === null && html` <small>${t('log.closed')}</small>`
  }`;
  const proofs = html`${
    subject !== null && html`<a href="${proofHref(siteId, subject)}" aria-label="${name}, JSON">JSON</a> `
  }<a href="${leafHref(index)}" aria-label="${name}, tlog-proof" download>tlog-proof</a>`;
  return html`<tr><td>${index}</td><td>${what}</td><td>${moment(asked, at)}</td><td>${proofs}</td></tr>\n`;
}

function stampsOf(asked: PublicAsked, stamps: readonly Timestamp[]): Html | undefined {
  const { t } = asked;
  if (stamps.length === 0) return undefined;
  const content = html`<p>${t('log.timestamps-text')}</p>\n${timestampList(asked, stamps)}`;
  return section('timestamps', t('log.timestamps'), content);
}

function section(id: string, heading: string, content: Html): Html {
  return html`<section aria-labelledby="${id}"><h2 id="${id}">${heading}</h2>\n${content}</section>\n`;
}

/** What only machines read aloud. */
function machine(text: string): Html {
  return html`<code dir="ltr">${text}</code>`;
}

function moment(asked: PublicAsked, iso: string): Html {
  return html`<time datetime="${iso}">${publicDate(asked, iso, 'moment')}</time>`;
}
