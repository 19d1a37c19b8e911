import type { Capture } from '../capture/capture.ts';
import { captureHref } from '../capture/link-state.ts';
import { capturesOfSource } from '../capture/read.ts';
import type { StreamName } from '../capture/stream.ts';
import { type Html, html } from '../kit/html.ts';
import { proofHref } from '../log/proof.ts';
import { type Timestamp, timestampsOf } from '../log/timestamp/read.ts';
import { timestampList } from '../log/timestamp/view.ts';
import { publicDate } from '../site/public-date.ts';
import type { PublicAsked } from '../site/public-page.ts';
import { type Source, sourcePath } from '../source/source.ts';

/** A copy that readers are told of, and how its text stands to that of the copy before. */
export type Copy = {
  readonly capture: Capture;
  readonly text: 'first' | 'same' | 'changed' | 'unknown';
  readonly before?: Capture;
  /** What timestamp authorities said of it; of the newest copies alone. */
  readonly stamps?: readonly Timestamp[];
};

const most = 200;

/** The texts by which copies are told apart: the page's own, whichever way it was captured. */
export const mainStreams: readonly StreamName[] = ['dom', 'pdf', 'transcript'];

/** The copies of a source, the newest first; private ones are nobody's business, and those taken down leave a notice. */
export async function readCopies({ reader }: PublicAsked, sourceId: number): Promise<readonly Copy[]> {
  const { db, siteId, note } = reader;
  const captures = (await capturesOfSource(db, siteId, sourceId))
    .filter(({ status, visibility }) => status === 'done' && visibility !== 'private')
    .slice(0, most);
  note(...captures.map(({ id }) => `capture:${id}`));
  const texts = await textsOf(reader, captures);
  const open = captures.filter(({ visibility }) => visibility === 'public');
  const stamps = await Promise.all(
    captures.slice(0, unfolded).map(({ id }) => timestampsOf(db, `capture:${id}`, siteId)),
  );
  return captures.map((capture, index) => ({ ...standing(capture), stamps: stamps[index] ?? [] }));

  function standing(capture: Capture): Copy {
    const at = open.indexOf(capture);
    const before = at < 0 ? undefined : open[at + 1];
    if (!before) return { capture, text: at < 0 ? 'unknown' : 'first' };
    const [now, then] = [texts.get(capture.id), texts.get(before.id)];
    if (now === undefined || then === undefined) return { capture, text: 'unknown' };
    return { capture, text: now === then ? 'same' : 'changed', before };
  }
}

/** The digest of the text that stands for a copy, as far as it has one. */
async function textsOf(
  { db, siteId }: PublicAsked['reader'],
  captures: readonly Capture[],
): Promise<ReadonlyMap<number, string>> {
  if (captures.length === 0) return new Map();
  const rows = await db.read
    .selectFrom('capture_stream')
    .select(['capture_id', 'name', 'sha256'])
    .where('site_id', '=', siteId)
    .where(
      'capture_id',
      'in',
      captures.map(({ id }) => id),
    )
    .where('name', 'in', mainStreams)
    .execute();
  return new Map(rows.map(({ capture_id: id, sha256 }) => [Number(id), sha256]));
}

export function copiesList(asked: PublicAsked, source: Source, copies: readonly Copy[]): Html {
  const { t } = asked;
  if (copies.length === 0) return html`<p class="facts">${t('record.no-copies')}</p>\n`;
  const [newest, older] = [copies.slice(0, unfolded), copies.slice(unfolded)];
  const rows = (some: readonly Copy[]) => html`<ol class="copies">
${some.map((copy) => row(asked, source, copy))}</ol>
`;
  return html`${rows(newest)}${
    older.length > 0 &&
    html`<details><summary>${t('record.older-copies', { count: older.length })}</summary>
${rows(older)}</details>
`
  }`;
}

/** More than these stand folded. */
const unfolded = 3;

function row(asked: PublicAsked, source: Source, { capture, text, before, stamps = [] }: Copy): Html {
  const { t, reader } = asked;
  const { id, visibility, method, waczSha256, notice } = capture;
  const at = capture.capturedAt ?? capture.createdAt;
  const when = html`<time datetime="${at}">${publicDate(asked, at, 'moment')}</time>`;
  if (visibility === 'removed') {
    return html`<li>${when} <span class="facts">${t('record.taken-down')}${notice && html` <bdi>${notice}</bdi>`}</span>${hash(waczSha256)}</li>\n`;
  }
  const changes =
    text === 'changed' && before !== undefined
      ? html`<a href="${sourcePath(source.id)}changes/${id}/">${t('record.text-changed')}</a>`
      : text === 'first' || text === 'same'
        ? t(text === 'first' ? 'record.text-first' : 'record.text-same')
        : undefined;
  const parts = [
    t('record.method', { method }),
    changes,
    html`<a href="${proofHref(reader.siteId, `capture:${id}`)}">${t('record.proof')}</a>`,
  ].filter((part) => part !== undefined);
  return html`<li><a href="${captureHref(id)}">${when}</a> <span class="facts">${parts.map((part, index) => html`${index > 0 && ' · '}${part}`)}</span>${hash(waczSha256)}${
    stamps.length > 0 &&
    html`<details><summary>${t('log.timestamps')}</summary>
${timestampList(asked, stamps)}</details>`
  }</li>
`;
}

function hash(sha256: string | null): Html | undefined {
  return sha256 === null ? undefined : html`<code class="digest" dir="ltr">sha256:${sha256}</code>`;
}
