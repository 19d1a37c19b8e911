import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Capture } from '../capture/capture.ts';
import type { World } from '../kit/world.ts';
import type { Site } from '../site/site.ts';
import { type Command, CommandError, flag, type Terminal, UsageError, type Words } from './command.ts';
import { siteOf, withInstall } from './opening.ts';
import { progressOn } from './progress.ts';

export const captureCommand: Command = {
  name: 'capture',
  summary: 'archives a page of the web, or a file, as a copy of a source',
  positionals: ['URL|FILE'],
  options: {
    browser: { type: 'boolean', help: 'show the page in Chromium first, and keep what its scripts bring' },
    site: { type: 'string', placeholder: 'HOST', help: 'the site; may be left out when there is one' },
  },
  run: (words, terminal) => {
    const { what, isAddress } = namedIn(words);
    return withInstall(words, terminal, async (world) => {
      const site = await siteOf(words, world);
      const capture = isAddress
        ? await captureAddress(world, site, what, words, terminal)
        : await captureFileAt(world, site, what);
      await tell(world, site, capture, words, terminal);
      return capture.status === 'done' ? 0 : 1;
    });
  },
};

/** What is to be captured: an address, or the path of a file. */
export function namedIn(words: Words): { readonly what: string; readonly isAddress: boolean } {
  const [what = ''] = words.positionals;
  const isAddress = /^https?:\/\//i.test(what);
  if (isAddress && !URL.canParse(what)) throw new UsageError(`${what} is no address.`);
  if (!isAddress && flag(words, 'browser')) throw new UsageError('--browser takes an address, not a file.');
  return { what, isAddress };
}

/** Where the command is cut off, a worker takes the capture on after this long. */
const takenOnMs = 15 * 60_000;

/** Captures an address at once, with its source made where there is none. */
export async function captureAddress(
  world: World,
  site: Site,
  address: string,
  words: Words,
  terminal: Terminal,
): Promise<Capture> {
  const { askFor, requestCapture } = await import('../capture/save.ts');
  const { runCapture } = await import('../capture/jobs.ts');
  const { ensureSource } = await import('../source/save.ts');
  const { readCapture } = await import('../capture/read.ts');
  const now = world.clock.now();
  const method = flag(words, 'browser') ? 'browser' : 'http';
  const id = await world.db.write(async (tx) => {
    const source = await ensureSource(tx, site.id, { address }, { now: now.toISOString() });
    const asked = await requestCapture(tx, site.id, { address, method, sourceId: source.id });
    await askFor(tx, site.id, asked.id, new Date(now.getTime() + takenOnMs));
    return asked.id;
  });
  const job = { siteId: site.id, payload: { id }, signal: new AbortController().signal };
  const progress = progressOn(terminal);
  let seconds = 0;
  const timer = setInterval(() => progress.show('capturing, seconds', ++seconds), 1_000);
  try {
    await runCapture(world, job, { tries: 1 });
  } finally {
    clearInterval(timer);
    progress.end();
  }
  const capture = await readCapture(world.db, site.id, id);
  if (capture === undefined) throw new Error(`capture ${id} is gone`);
  return capture;
}

/** Keeps a file of this machine as a copy, of a source where it has one. */
export async function captureFileAt(
  world: World,
  site: Site,
  path: string,
  sourceId?: number,
): Promise<Capture> {
  const { captureFile } = await import('../capture/file.ts');
  const { mainBytes } = (await import('../capture/page/limits.ts')).captureLimits;
  const found = await stat(path).catch(() => undefined);
  if (!found?.isFile())
    throw new CommandError(`${path} is neither an address (https://…) nor a file that can be read.`);
  if (found.size > mainBytes) throw new CommandError(`${path} is larger than ${mainBytes / 2 ** 20} MB.`);
  const file = { bytes: await readFile(path), name: basename(path), sourceId };
  const kept = await captureFile(world, site.id, file);
  if (!kept.ok) throw new CommandError(`${path} cannot be captured: it is ${kept.reason.replace('-', ' ')}.`);
  return kept.capture;
}

async function tell(
  world: World,
  site: Site,
  capture: Capture,
  words: Words,
  terminal: Terminal,
): Promise<void> {
  const { captureHref } = await import('../capture/link-state.ts');
  const { readStreams } = await import('../capture/read-streams.ts');
  const { id, status, reason, detail, address, finalAddress, method, sourceId } = capture;
  const { title, mime, capturedAt, waczSha256, waczBytes, warcSha256, facts } = capture;
  const streams = (await readStreams(world, site.id, id)).map(({ name, text, sha256, unreadable }) => ({
    name,
    length: text.length,
    sha256,
    ...(unreadable !== undefined && { unreadable }),
  }));
  const copy = status === 'done' ? new URL(captureHref(id), site.url).href : null;
  if (flag(words, 'json')) {
    const { warnings = [] } = facts;
    const archive = { wacz: waczSha256, bytes: waczBytes, warc: warcSha256 };
    const told = {
      id,
      status,
      reason,
      detail,
      address,
      finalAddress,
      method,
      sourceId,
      title,
      mime,
      capturedAt,
    };
    terminal.out(`${JSON.stringify({ ...told, ...archive, copy, warnings, streams })}\n`);
  }
  if (status !== 'done')
    terminal.err(`The capture ${status === 'refused' ? 'was refused' : 'failed'} (${reason}): ${detail}\n`);
  else if (!flag(words, 'json'))
    terminal.out(
      `Captured ${finalAddress ?? facts.fileName ?? address}\n${copy}\nWACZ sha256 ${waczSha256} (${waczBytes} bytes)\n` +
        streams
          .map(({ name, length, unreadable }) => `${name}\t${unreadable ?? `${length} characters`}\n`)
          .join(''),
    );
}
