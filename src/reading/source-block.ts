import type { Capture } from '../capture/capture.ts';
import { captureHref } from '../capture/link-state.ts';
import { licenceNamed } from '../republish/licence.ts';
import { type Republished, republicationsOf, republishedBy, republishedNames } from '../republish/read.ts';
import type { Republication } from '../republish/republication.ts';
import { sourceName, sourcePath } from '../source/source.ts';
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
  post: { readonly id: number; readonly republishes: number | null },
): Promise<Sourced | undefined> {
  if (post.republishes === null) return undefined;
  return sourcedOf(reader, await republicationsOf(reader.db, reader.siteId, post.id));
}

/** The block of what is known, of a post or of its preview. */
export async function sourcedOf(
  reader: Reader,
  republications: readonly Republication[],
): Promise<Sourced | undefined> {
  const republished = await republishedBy(reader.db, reader.siteId, republications);
  note(reader, ...republishedNames(republished));
  const [first] = republished;
  if (!first) return undefined;
  const { canonical, address } = first.source;
  return {
    republications,
    block: { entries: republished.map(entryOf) },
    original: canonical ?? address,
  };
}

function entryOf({ republication, source, via, capture }: Republished): SourceEntry {
  const { mode, translator, legalBasis } = republication;
  const copy = copyOf(capture);
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

function copyOf(capture: Capture | undefined): SourceEntry['copy'] {
  if (!capture || capture.capturedAt === null) return undefined;
  return { href: captureHref(capture.id), at: capture.capturedAt };
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
