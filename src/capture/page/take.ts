import { randomBytes } from 'node:crypto';
import type { FetchFailure } from '../../kit/fetch/index.ts';
import type { World } from '../../kit/world.ts';
import type { Recorder } from '../archive/recorder.ts';
import type { ArchivedResource } from '../archive/warc.ts';
import type { CaptureMethod, CaptureProgress } from '../capture.ts';
import {
  type CaptureWarning,
  isSameText,
  nonsenseBeside,
  type RefusalReason,
  recognise,
  statusReason,
} from '../refusal/recognise.ts';
import type { ReadStream } from '../stream.ts';
import { decodePage } from '../text/charset.ts';
import { htmlText, htmlTextVersion } from '../text/html-text.ts';
import { pageStreams, plainStream } from '../text/page-streams.ts';
import { pdfText } from '../text/pdf-text.ts';
import { askMain, type Collected, collectRequisites, type MainAnswer } from './collect.ts';
import { kindOf } from './kind.ts';

/** A page, a file, a picture: what was asked for, with the texts that were read from it. */
export type Taken = {
  readonly ok: true;
  readonly method: CaptureMethod;
  readonly main: MainAnswer;
  readonly mime: string;
  readonly charset: string | null;
  readonly title: string | null;
  readonly lang: string | null;
  readonly streams: readonly ReadStream[];
  readonly warnings: readonly CaptureWarning[];
  readonly requisites?: Collected;
  /** What this program made of it: a screenshot, a rendered text. */
  readonly resources: readonly ArchivedResource[];
};

export type NotTaken = {
  readonly ok: false;
  readonly reason: RefusalReason | FetchFailure['reason'] | 'no-browser' | 'browser';
  readonly detail: string;
  /** It may pass by itself. */
  readonly retry: boolean;
  readonly url?: string;
  readonly status?: number;
};

export type Taking = {
  readonly recorder: Recorder;
  readonly signal: AbortSignal;
  readonly progress: (at: CaptureProgress) => Promise<void>;
};

/** Asks for an address and reads what answers, with what a page needs; or says why that is not what was asked for. */
export async function takeAddress(
  world: Pick<World, 'fetch'>,
  address: string,
  taking: Taking,
): Promise<Taken | NotTaken> {
  const { recorder, signal, progress } = taking;
  await progress('asking');
  const asked = await askMain(world.fetch, address, recorder, signal);
  if (!asked.ok) return failedFetch(asked);
  return takeAnswer(world, address, asked.main, taking);
}

/** Reads what has been answered at an address already. */
export async function takeAnswer(
  world: Pick<World, 'fetch'>,
  address: string,
  main: MainAnswer,
  taking: Taking,
): Promise<Taken | NotTaken> {
  const { signal, progress } = taking;
  const { kind, mime, lied } = kindOf(main);
  const warnings: readonly CaptureWarning[] = lied ? ['type-lie'] : [];
  if (kind === 'html') return takeHtml(world, address, { main, mime, warnings }, taking);
  if (main.status >= 400) return refusedStatus(main);
  await progress('reading');
  const nothing = { charset: null, lang: null, title: null } as const;
  const read = { ok: true, method: 'http', main, mime, ...nothing, resources: [] } as const;
  if (kind === 'pdf') {
    const { title, ...stream } = await pdfText(main.bytes, signal);
    return { ...read, method: 'pdf', title: title ?? null, streams: [stream], warnings };
  }
  if (kind !== 'text')
    return { ...read, streams: [wordless(kind === 'image' ? 'scan' : 'no-text')], warnings };
  const { text, charset } = decodePage(main.bytes, main.headers['content-type'] ?? '');
  if (text.trim() === '')
    return { ok: false, reason: 'empty', detail: 'an answer without content', retry: false, url: main.url };
  return { ...read, charset, streams: [plainStream(text)], warnings };
}

async function takeHtml(
  world: Pick<World, 'fetch'>,
  address: string,
  { main, mime, warnings }: Pick<Taken, 'main' | 'mime' | 'warnings'>,
  { recorder, signal, progress }: Taking,
): Promise<Taken | NotTaken> {
  const { text: html, charset, lied } = decodePage(main.bytes, main.headers['content-type'] ?? '');
  const text = htmlText(html);
  const { url, status, headers } = main;
  const found = recognise({ asked: address, url, status, headers, html, text });
  if (!found.ok) return refusedPage(found, main);
  if (found.doubtful && (await answersNonsense(world, address, text.text, signal)))
    return refusedPage(
      { reason: 'soft-404', detail: 'an address beside it that cannot exist is answered with the same page' },
      main,
    );
  await progress('requisites');
  const requisites = await collectRequisites(world.fetch, { html, url }, recorder, signal);
  await progress('reading');
  return {
    ok: true,
    method: 'http',
    main,
    mime,
    charset,
    title: text.title ?? null,
    lang: text.lang ?? null,
    streams: pageStreams(html, text),
    warnings: [
      ...warnings,
      ...found.warnings,
      ...(lied ? (['charset-lie'] as const) : []),
      ...(requisites.missed > 0 ? (['requisites-missed'] as const) : []),
    ],
    requisites,
    resources: [],
  };
}

export function failedFetch({ reason, detail, url }: FetchFailure): NotTaken {
  return { ok: false, reason, detail: `${reason}: ${detail}`, retry: passing.has(reason), url };
}

const passing: ReadonlySet<FetchFailure['reason'] | RefusalReason> = new Set([
  'dns',
  'connection',
  'tls',
  'timeout',
  'cancelled',
  'bad-answer',
  'busy',
  'server-error',
]);

export function refusedPage(
  { reason, detail }: { readonly reason: RefusalReason; readonly detail: string },
  { url, status }: MainAnswer,
): NotTaken {
  return { ok: false, reason, detail, retry: passing.has(reason), url, status };
}

function refusedStatus(main: MainAnswer): NotTaken {
  return refusedPage({ reason: statusReason(main.status), detail: `status ${main.status}` }, main);
}

/** Pictures, films, archives: they can be kept, and nothing can be checked against them. */
export function wordless(unreadable: 'scan' | 'no-text'): ReadStream {
  return { name: 'dom', version: htmlTextVersion, text: '', regions: [], map: [], unreadable };
}

const nonsenseBytes = 4 * 2 ** 20;

/** Some sites answer every address with 200, and say with words, or not at all, that there is nothing. */
async function answersNonsense(
  world: Pick<World, 'fetch'>,
  address: string,
  text: string,
  signal: AbortSignal,
): Promise<boolean> {
  const nonsense = nonsenseBeside(address, `no-such-page-${randomBytes(6).toString('hex')}`);
  const answer = await world.fetch(nonsense, { maxBytes: nonsenseBytes, timeoutMs: 15_000, signal });
  if (!answer.ok || answer.status !== 200) return false;
  const { text: html } = decodePage(answer.body, answer.headers['content-type'] ?? '');
  return isSameText(text, htmlText(html).text);
}
