import { readCapture } from '../capture/read.ts';
import { licenceNamed } from '../republish/licence.ts';
import { republicationsOf } from '../republish/read.ts';
import type { Republication } from '../republish/republication.ts';
import { readSources } from '../source/read.ts';
import { type Source, sourceName, sourcePath } from '../source/source.ts';
import type { SourceBlock, SourceCheck, SourceEntry } from './page-source.ts';
import { note, type Reader } from './reader.ts';

/** What a post republishes, and what the block above it says of that. */
export type Sourced = {
  readonly republications: readonly Republication[];
  readonly block: SourceBlock;
  /** Absolute address of the first source, where it has one. */
  readonly original: string | null;
};

/** Undefined for a post that republishes nothing, of which nothing further is read. */
export async function sourcedPost(
  reader: Reader,
  post: { readonly id: number; readonly republications: number | null },
): Promise<Sourced | undefined> {
  if (Number(post.republications) === 0) return undefined;
  return sourcedOf(reader, await republicationsOf(reader.db, reader.siteId, post.id));
}

/** The block of what is known, of a post or of its preview. */
export async function sourcedOf(
  reader: Reader,
  republications: readonly Republication[],
): Promise<Sourced | undefined> {
  const { db, siteId } = reader;
  const ids = republications.flatMap(({ sourceId, viaSourceId }) => [sourceId, viaSourceId ?? sourceId]);
  const sources = await readSources(db, siteId, ids);
  note(reader, ...ids.map((id) => `source:${id}`), ...[...sources.values()].map(({ id }) => `source:${id}`));
  const entries: SourceEntry[] = [];
  for (const each of republications) {
    const source = sources.get(each.sourceId);
    if (source) entries.push(await entryOf(reader, each, source, sources));
  }
  const first = republications.map(({ sourceId }) => sources.get(sourceId)).find(Boolean);
  if (entries.length === 0) return undefined;
  return { republications, block: { entries }, original: first?.canonical ?? first?.address ?? null };
}

async function entryOf(
  reader: Reader,
  republication: Republication,
  source: Source,
  sources: ReadonlyMap<number, Source>,
): Promise<SourceEntry> {
  const { mode, translator, viaSourceId, legalBasis } = republication;
  const via = viaSourceId === null ? undefined : sources.get(viaSourceId);
  const copy = await copyOf(reader, republication.captureId);
  const licence = licenceNamed(republication.licence || source.licence);
  const check = checkOf(republication);
  return {
    mode,
    title: sourceName(source),
    record: sourcePath(source.id),
    state: source.state,
    ...(source.lang !== null && { lang: source.lang }),
    ...(source.publisher !== '' && { publisher: source.publisher }),
    ...(source.author !== '' && { author: source.author }),
    ...(source.published !== null && { published: source.published }),
    ...(source.address !== null && { original: source.address }),
    ...(copy && { copy }),
    ...(via && {
      via: { label: sourceName(via), ...(via.address !== null && { href: via.address }) },
    }),
    ...(translator !== '' && { translator }),
    ...(licence && { licence }),
    ...(legalBasis !== '' && { legalBasis }),
    ...(check && { check }),
  };
}

/** The archived copy, unless it is kept from readers. */
async function copyOf(reader: Reader, captureId: number | null): Promise<SourceEntry['copy']> {
  if (captureId === null) return undefined;
  note(reader, `capture:${captureId}`);
  const capture = await readCapture(reader.db, reader.siteId, captureId);
  if (capture?.status !== 'done' || capture.visibility !== 'public' || capture.capturedAt === null)
    return undefined;
  return { href: `/-/captures/${capture.id}/`, at: capture.capturedAt };
}

function checkOf({ verdict, checks, checkedAt }: Republication): SourceCheck | undefined {
  if (verdict === null) return undefined;
  const { reason, counts = {}, differing = [] } = checks;
  return {
    verdict,
    counts,
    differing: differing.map(({ paragraph, verdict: found, diff }) => ({ paragraph, verdict: found, diff })),
    ...(reason !== undefined && { reason }),
    ...(checkedAt !== null && { at: checkedAt }),
  };
}
