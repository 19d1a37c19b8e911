import { nextId } from '../kit/database/index.ts';
import type { World } from '../kit/world.ts';
import { readSite } from '../site/read.ts';
import { bodyOfBytes } from './archive/recorder.ts';
import type { Capture } from './capture.ts';
import { keepArchive } from './keep.ts';
import { keepStreams } from './keep-streams.ts';
import { kindOf } from './page/kind.ts';
import { captureLimits } from './page/limits.ts';
import { wordless } from './page/take.ts';
import { readCapture } from './read.ts';
import { finishCapture } from './settle.ts';
import type { ReadStream } from './stream.ts';
import { decodePage } from './text/charset.ts';
import { htmlText } from './text/html-text.ts';
import { pageStreams, plainStream } from './text/page-streams.ts';
import { pdfText } from './text/pdf-text.ts';

/** A file that an author supplies as a copy of a source. */
export type SuppliedFile = {
  readonly bytes: Uint8Array;
  /** Its ending says what it is, where the bytes leave that open. */
  readonly name: string;
  readonly sourceId?: number | undefined;
  readonly by?: number | undefined;
  /** What the author wrote down of it: of a scan, a recording, a film. `true` where the file itself is that. */
  readonly transcript?: string | true | undefined;
};

export type FileRefused = { readonly ok: false; readonly reason: 'too-large' | 'empty' };

/**
 * Keeps a file as a capture, in an archive like any other. It is labelled: this site has not observed that it ever
 * stood anywhere.
 */
export async function captureFile(
  world: World,
  siteId: number,
  file: SuppliedFile,
): Promise<{ readonly ok: true; readonly capture: Capture } | FileRefused> {
  if (file.bytes.length > captureLimits.mainBytes) return { ok: false, reason: 'too-large' };
  if (file.bytes.length === 0) return { ok: false, reason: 'empty' };
  const bytes = Buffer.from(file.bytes);
  const now = world.clock.now();
  const address = fileAddress(file.name);
  const read = await readFile(bytes, typeOf(file.name));
  const streams = streamsOf(read.streams, file.transcript);
  const body = bodyOfBytes(bytes);
  const site = await readSite(world.db, siteId);
  const archive = await keepArchive(world, siteId, {
    url: address,
    title: read.title ?? file.name,
    text: streams.find(({ text }) => text !== '')?.text ?? '',
    at: now,
    keeper: site?.url ?? '',
    exchanges: [],
    resources: [{ url: address, mime: read.mime, at: now, body }],
  });
  const kept = await keepStreams(world.storage, siteId, streams, false);
  const capture = await world.db.write(async (tx) => {
    const id = await nextId(tx, siteId, 'capture');
    await tx.db
      .insertInto('capture')
      .values({
        site_id: siteId,
        id,
        source_id: file.sourceId ?? null,
        address,
        method: 'file',
        status: 'running',
        requested_by: file.by ?? null,
        created_at: now.toISOString(),
        changed_at: now.toISOString(),
      })
      .execute();
    await finishCapture(
      tx,
      siteId,
      { id, address },
      {
        method: 'file',
        mime: read.mime,
        charset: read.charset,
        lang: read.lang,
        title: read.title,
        finalAddress: null,
        httpStatus: null,
        mainSha256: body.sha256,
        capturedAt: now,
        ...archive,
        facts: { ...archive.facts, fileName: file.name },
        streams: kept,
      },
    );
    return readCapture(tx, siteId, id);
  });
  if (capture === undefined) throw new Error('a capture that was written cannot be read');
  return { ok: true, capture };
}

function streamsOf(
  streams: readonly ReadStream[],
  transcript: SuppliedFile['transcript'],
): readonly ReadStream[] {
  if (transcript === true) return streams.slice(0, 1).map((stream) => ({ ...stream, name: 'transcript' }));
  const words = transcript?.trim() ?? '';
  return words === '' ? streams : [...streams, { ...plainStream(words), name: 'transcript' }];
}

/** Under what the archive knows a file: it has no address of its own. */
function fileAddress(name: string): string {
  const plain = name.replace(/^.*[/\\]/, '').slice(0, 200);
  return `urn:verbatim:file:${encodeURIComponent(plain === '' ? 'file' : plain)}`;
}

function typeOf(name: string): string {
  const ending = /\.([a-z0-9]+)$/i.exec(name)?.[1]?.toLowerCase() ?? '';
  return types.get(ending) ?? '';
}

const types: ReadonlyMap<string, string> = new Map([
  ['html', 'text/html'],
  ['htm', 'text/html'],
  ['xhtml', 'application/xhtml+xml'],
  ['pdf', 'application/pdf'],
  ['md', 'text/markdown'],
  ['markdown', 'text/markdown'],
  ['txt', 'text/plain'],
  ['csv', 'text/plain'],
  ['json', 'text/plain'],
  ['xml', 'text/plain'],
]);

type ReadFile = {
  readonly mime: string;
  readonly charset: string | null;
  readonly title: string | null;
  readonly lang: string | null;
  readonly streams: readonly ReadStream[];
};

async function readFile(bytes: Buffer, said: string): Promise<ReadFile> {
  const { kind, mime } = kindOf({ headers: { 'content-type': said }, bytes });
  const nothing = { mime, charset: null, title: null, lang: null };
  if (kind === 'pdf') {
    const { title, ...stream } = await pdfText(bytes);
    return { ...nothing, title: title ?? null, streams: [stream] };
  }
  if (kind === 'image' || kind === 'other')
    return { ...nothing, streams: [wordless(kind === 'image' ? 'scan' : 'no-text')] };
  const { text, charset } = decodePage(bytes, said);
  if (kind === 'text') return { ...nothing, charset, streams: [plainStream(text)] };
  const page = htmlText(text);
  return {
    ...nothing,
    charset,
    title: page.title ?? null,
    lang: page.lang ?? null,
    streams: pageStreams(text, page),
  };
}
