import { captureHref } from '../capture/link-state.ts';
import { readStreams } from '../capture/read-streams.ts';
import type { CapturedText } from '../capture/stream.ts';
import { html } from '../kit/html.ts';
import { idIn } from '../kit/http/form.ts';
import type { Reply } from '../kit/http/index.ts';
import { compareParagraphs } from '../revision/compare.ts';
import { comparison } from '../revision/comparison.ts';
import { publicDate } from '../site/public-date.ts';
import type { PublicAsked, PublicPage } from '../site/public-page.ts';
import { sourceName, sourcePath } from '../source/source.ts';
import { mainStreams, readCopies } from './copies.ts';
import { openSource } from './source-page.ts';

/** Characters of each text: a page of ten thousand words is shown whole. */
const mostCompared = 400_000;

/** `GET /-/sources/12/changes/34/`: what the text of a copy says otherwise than that of the copy before. */
export async function showChanges(asked: PublicAsked): Promise<PublicPage | Reply | undefined> {
  const { world, reader, params, t } = asked;
  const found = await openSource(asked);
  if (!found || 'status' in found) return found;
  const { source } = found;
  const copy = (await readCopies(asked, source.id)).find(
    ({ capture }) => capture.id === idIn(params.capture),
  );
  if (copy?.before === undefined) return undefined;
  const { capture, before } = copy;
  const [now, then] = [
    mainText(await readStreams(world, reader.siteId, capture.id)),
    mainText(await readStreams(world, reader.siteId, before.id)),
  ];
  if (now === undefined || then === undefined) return undefined;
  const [to, from] = [capture.capturedAt ?? capture.createdAt, before.capturedAt ?? before.createdAt];
  const cut = now.text.length > mostCompared || then.text.length > mostCompared;
  const blocks = compareParagraphs(paragraphs(then.text), paragraphs(now.text), now.lang);
  return {
    title: t('record.changes-of', { name: sourceName(source) }),
    kicker: html`<a href="${sourcePath(source.id)}"><bdi>${sourceName(source)}</bdi></a>`,
    main: html`<p>${t.html('record.changes-between', {
      from: html`<a href="${captureHref(before.id)}">${publicDate(asked, from, 'day')}</a>`,
      to: html`<a href="${captureHref(capture.id)}">${publicDate(asked, to, 'day')}</a>`,
    })}</p>
${cut && html`<p class="facts">${t('record.changes-cut')}</p>\n`}<div${now.lang !== undefined && html` lang="${now.lang}"`}>${comparison(
      t,
      { title: [], excerpt: [], blocks },
      t('record.changes-none'),
    )}</div>`,
  };
}

function mainText(texts: readonly CapturedText[]): CapturedText | undefined {
  return texts.find(({ name }) => mainStreams.includes(name));
}

function paragraphs(text: string): readonly string[] {
  return text
    .slice(0, mostCompared)
    .split(/\n+/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
}
