import type { World } from '../../kit/world.ts';
import { bodyOfBytes } from '../archive/recorder.ts';
import type { ArchivedResource } from '../archive/warc.ts';
import { askMain, type MainAnswer } from '../page/collect.ts';
import { kindOf } from '../page/kind.ts';
import {
  failedFetch,
  type NotTaken,
  refusedPage,
  type Taken,
  type Taking,
  takeAnswer,
} from '../page/take.ts';
import { recognise } from '../refusal/recognise.ts';
import type { ReadStream } from '../stream.ts';
import { decodePage } from '../text/charset.ts';
import { htmlText } from '../text/html-text.ts';
import { pageStreams } from '../text/page-streams.ts';
import { renderedRegions, renderedVersion } from '../text/rendered.ts';
import { findBrowser, noBrowser } from './find.ts';
import { type Rendered, render } from './render.ts';
import { trafficOf } from './traffic.ts';

/**
 * Captures a page as a browser shows it: the page and everything that its scripts ask for, the text that a reader saw,
 * a picture of it. What is no page is captured without.
 */
export async function takeWithBrowser(
  world: Pick<World, 'fetch' | 'config' | 'clock'>,
  address: string,
  taking: Taking,
): Promise<Taken | NotTaken> {
  const { recorder, signal, progress } = taking;
  const program = await findBrowser(world);
  if (program === undefined) return { ok: false, reason: 'no-browser', detail: noBrowser, retry: false };
  await progress('asking');
  const asked = await askMain(world.fetch, address, recorder, signal);
  if (!asked.ok) return failedFetch(asked);
  const { main } = asked;
  if (kindOf(main).kind !== 'html') return takeAnswer(world, address, main, taking);
  await progress('rendering');
  const traffic = trafficOf(world.fetch, main, recorder, signal);
  const shown = await rendered(() => render(program, main.url, traffic, signal), signal);
  if ('reason' in shown) return shown;
  await progress('reading');
  return readRendered(address, main, shown, traffic.count(), world.clock.now());
}

async function rendered(work: () => Promise<Rendered>, signal: AbortSignal): Promise<Rendered | NotTaken> {
  try {
    return await work();
  } catch (error) {
    signal.throwIfAborted();
    const detail = error instanceof Error ? error.message.split('\n')[0]! : String(error);
    return { ok: false, reason: 'browser', detail: `the browser failed: ${detail}`, retry: false };
  }
}

function readRendered(
  address: string,
  main: MainAnswer,
  { url, html, text, screenshot }: Rendered,
  requisites: NonNullable<Taken['requisites']>,
  at: Date,
): Taken | NotTaken {
  const seen = htmlText(html);
  const { status, headers } = main;
  const found = recognise({ asked: address, url, status, headers, html, text: seen });
  if (!found.ok) return refusedPage(found, main);
  const answered = decodePage(main.bytes, headers['content-type'] ?? '');
  const lang = seen.lang;
  const shown: ReadStream = {
    name: 'rendered',
    version: renderedVersion,
    text,
    regions: renderedRegions(text, seen),
    map: [],
    ...(lang !== undefined && { lang }),
  };
  return {
    ok: true,
    method: 'browser',
    main,
    mime: kindOf(main).mime,
    charset: answered.charset,
    title: seen.title ?? null,
    lang: lang ?? null,
    streams: [shown, ...pageStreams(answered.text, htmlText(answered.text))],
    warnings: [...found.warnings, ...(requisites.missed > 0 ? (['requisites-missed'] as const) : [])],
    requisites,
    resources: resourcesOf(main.url, { text, screenshot }, at),
  };
}

/** Named as other archiving browsers name them, so that replayers show them. */
function resourcesOf(
  url: string,
  { text, screenshot }: Pick<Rendered, 'text' | 'screenshot'>,
  at: Date,
): readonly ArchivedResource[] {
  return [
    { url: `urn:view:${url}`, mime: 'image/jpeg', at, body: bodyOfBytes(screenshot) },
    { url: `urn:text:${url}`, mime: 'text/plain; charset=utf-8', at, body: bodyOfBytes(Buffer.from(text)) },
  ];
}
