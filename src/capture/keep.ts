import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { World } from '../kit/world.ts';
import type { RecordedExchange } from './archive/recorder.ts';
import type { ArchivedResource } from './archive/warc.ts';
import { archiveKey, type CaptureFacts } from './capture.ts';
import { software } from './software.ts';

/** What goes into an archive. */
export type ToKeep = {
  /** Of the page that the archive is about. */
  readonly url: string;
  readonly title: string | null;
  readonly text: string;
  readonly at: Date;
  /** Of the site that keeps it. */
  readonly keeper: string;
  readonly exchanges: readonly RecordedExchange[];
  readonly resources: readonly ArchivedResource[];
};

export type KeptArchive = {
  readonly waczSha256: string;
  readonly waczBytes: number;
  readonly warcSha256: string;
  readonly facts: CaptureFacts;
};

/** Where what is being captured stands until it is kept; swept with what uploads left behind. */
export function spoolFolder({ config }: Pick<World, 'config'>): string {
  return join(config.data, 'spool');
}

/** Writes the WARC, packs it into a WACZ, and puts that into the store under its digest. */
export async function keepArchive(
  world: Pick<World, 'config' | 'storage' | 'clock'>,
  siteId: number,
  content: ToKeep,
): Promise<KeptArchive> {
  const { writeWarc } = await import('./archive/warc.ts');
  const { writeWacz } = await import('./archive/wacz.ts');
  const { url, title, text, at, keeper, exchanges, resources } = content;
  const path = join(spoolFolder(world), `capture-${randomUUID()}.warc.gz`);
  const written = world.clock.now();
  try {
    const info = {
      software,
      format: 'WARC File Format 1.1',
      conformsTo: 'https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/',
      isPartOf: keeper,
      description: `Capture of ${url}`,
      robots: 'ignore',
    };
    const warc = await writeWarc(path, { info, at: written, exchanges, resources });
    const layout = {};
    const page = { url, title: title ?? url, at, text };
    const wacz = writeWacz({ warc, page, software, at: written }, layout);
    const stored = await world.storage.put((sha256) => archiveKey(siteId, sha256), wacz);
    return {
      waczSha256: stored.sha256,
      waczBytes: stored.bytes,
      warcSha256: warc.sha256,
      facts: { ...layout, records: warc.records, software, ...factsOf(exchanges, url) },
    };
  } finally {
    await rm(path, { force: true });
  }
}

/** What the exchange that answered tells, and those that led to it. */
function factsOf(exchanges: readonly RecordedExchange[], url: string): CaptureFacts {
  const index = exchanges.findIndex(({ seen }) => seen.url === url && !isRedirect(seen.status));
  const main = exchanges[index];
  if (main === undefined) return {};
  const redirects = exchanges
    .slice(0, index)
    .map(({ seen }) => ({ url: seen.url, status: seen.status, to: locationIn(seen.responseHead) }))
    .filter(({ status }) => isRedirect(status));
  return {
    address: main.seen.remoteAddress,
    certificates: main.seen.certificates.map(({ subject, sha256 }) => ({ subject, sha256 })),
    ...(redirects.length > 0 && { redirects }),
  };
}

function isRedirect(status: number): boolean {
  return status >= 300 && status < 400;
}

function locationIn(head: string): string {
  return /^location:[ \t]*(.*?)\r$/im.exec(head)?.[1] ?? '';
}
