import { newestCapture } from '../capture/read.ts';
import { readStreams } from '../capture/read-streams.ts';
import { statement } from '../kit/database/index.ts';
import type { World } from '../kit/world.ts';
import type { RepublishedPart } from '../post/republished-part.ts';
import { type Republication, republicationFromRow } from './republication.ts';

/** A longer text is compared once it is saved. */
const mostParagraphs = 400;

/** The republished parts of a text that nobody saved, each compared with the newest copy of its source. */
export async function previewParts(
  world: World,
  siteId: number,
  parts: readonly RepublishedPart[],
): Promise<readonly Republication[]> {
  const republications: Republication[] = [];
  for (const part of parts) republications.push(await previewPart(world, siteId, part));
  return republications;
}

async function previewPart(world: World, siteId: number, part: RepublishedPart): Promise<Republication> {
  const { source, hash, mode, key, paragraphs, lang } = part;
  const row = await known.first(world.db, { site: siteId, source, hash });
  if (row) return republicationFromRow(row);
  const capture = await newestCapture(world.db, siteId, source);
  const looked = mode !== 'translation' && capture && paragraphs.length <= mostParagraphs;
  const found = looked
    ? (await import('./verify.ts')).verifyParagraphs(
        paragraphs,
        await readStreams(world, siteId, capture.id),
        lang ?? capture.lang ?? undefined,
      )
    : { verdict: mode === 'translation' ? null : ('pending' as const), checks: {} };
  return {
    postId: 0,
    key,
    sourceId: source,
    viaSourceId: null,
    mode,
    translator: '',
    indexPolicy: 'self',
    licence: '',
    legalBasis: '',
    permission: '',
    captureId: capture?.id ?? null,
    textHash: hash,
    checkedAt: looked ? world.clock.now().toISOString() : null,
    ...found,
  };
}

const known = statement<{ site: number; source: number; hash: string }>()((db, value) =>
  db
    .selectFrom('republication')
    .selectAll()
    .where('site_id', '=', value('site'))
    .where('source_id', '=', value('source'))
    .where('text_hash', '=', value('hash')),
);
