import type { World } from '../kit/world.ts';
import { withoutFragment } from './address.ts';
import { type IndexLine, readAnswer, readIndex } from './archive/read.ts';
import type { Capture } from './capture.ts';
import { readCapture } from './read.ts';
import { decodePage } from './text/charset.ts';

/** What was answered at an address, out of an archive. */
export type ArchivedFile = {
  readonly bytes: Buffer;
  readonly mime: string;
  /** Of a page the encoding that it is in; of anything else what its type says, or null. */
  readonly charset: string | null;
  /** Where the answer came from, after redirects. */
  readonly address: string;
  readonly status: number;
};

/** What was answered at the address of a capture itself. `undefined` when there is none, or its bytes are lost. */
export async function readMainResource(
  world: Pick<World, 'db' | 'storage'>,
  siteId: number,
  captureId: number,
): Promise<ArchivedFile | undefined> {
  const capture = await readCapture(world.db, siteId, captureId);
  const address = capture?.finalAddress ?? capture?.address;
  if (capture === undefined || address === undefined) return undefined;
  const file = await find(world, siteId, capture, address);
  return file && { ...file, mime: capture.mime ?? file.mime, charset: capture.charset ?? file.charset };
}

/**
 * Something that a page of a capture needs, by the address that the page has for it; redirects are followed inside
 * the archive.
 */
export async function readResource(
  world: Pick<World, 'db' | 'storage'>,
  siteId: number,
  captureId: number,
  url: string,
): Promise<ArchivedFile | undefined> {
  const capture = await readCapture(world.db, siteId, captureId);
  return capture && find(world, siteId, capture, url);
}

const mostRedirects = 10;

async function find(
  world: Pick<World, 'storage'>,
  siteId: number,
  capture: Capture,
  url: string,
): Promise<ArchivedFile | undefined> {
  const lines = await linesOf(world, siteId, capture);
  let address = withoutFragment(url);
  for (let hop = 0; hop <= mostRedirects; hop++) {
    const line = bestOf(lines.filter((candidate) => candidate.url === address));
    const answer = line && (await readAnswer(world.storage, siteId, capture, line));
    if (answer === undefined) return undefined;
    const { status, headers, bytes } = answer;
    const location = headers.get('location');
    if (status < 300 || status >= 400 || location === undefined || !URL.canParse(location, address)) {
      const type = headers.get('content-type') ?? '';
      return { bytes, mime: mimeOf(type), charset: charsetOf(type, bytes), address, status };
    }
    address = withoutFragment(new URL(location, address).href);
  }
  return undefined;
}

/** A probe may have failed before it went well. */
function bestOf(lines: readonly IndexLine[]): IndexLine | undefined {
  return lines.find(({ status }) => status >= 200 && status < 300) ?? lines.at(-1);
}

const mostIndexes = 100;

/** Pages of an archived copy ask for many things of one index, one after the other: those used lately are remembered. */
const indexes = new WeakMap<World['storage'], Map<string, readonly IndexLine[]>>();

async function linesOf(
  { storage }: Pick<World, 'storage'>,
  siteId: number,
  capture: Capture,
): Promise<readonly IndexLine[]> {
  const memory = indexes.get(storage) ?? new Map<string, readonly IndexLine[]>();
  indexes.set(storage, memory);
  const key = `${siteId}/${capture.waczSha256}`;
  const known = memory.get(key);
  if (known !== undefined) return known;
  const lines = await readIndex(storage, siteId, capture);
  if (lines === undefined) return [];
  const oldest = memory.keys().next().value;
  if (memory.size >= mostIndexes && oldest !== undefined) memory.delete(oldest);
  memory.set(key, lines);
  return lines;
}

function mimeOf(type: string): string {
  return type.split(';')[0]!.trim().toLowerCase() || 'application/octet-stream';
}

function charsetOf(type: string, bytes: Buffer): string | null {
  if (/^text\/html|^application\/xhtml/.test(mimeOf(type))) return decodePage(bytes, type).charset;
  return /charset\s*=\s*["']?([^"';\s]+)/i.exec(type)?.[1]?.toLowerCase() ?? null;
}
