import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { captureFile } from '../../capture/file.ts';
import type { Document } from '../../document/index.ts';
import { timestamp } from '../../kit/clock.ts';
import type { Transaction } from '../../kit/database/index.ts';
import type { World } from '../../kit/world.ts';
import { checkTexts } from '../../quotation/check-texts.ts';
import { sourceByAddress } from '../../source/read.ts';
import { createSource, setSourceState } from '../../source/save.ts';
import { createSpeaker } from '../../speaker/save.ts';
import { type Ids, needed } from './ids.ts';
import { utc } from './pictures.ts';
import type { Demo } from './read.ts';

/**
 * Speakers and sources, each source with the copies that the folder brings: nothing is fetched. They come before
 * the texts, which are checked against the copies. What a load that did not come to its end has left is taken up.
 */
export async function writeSources(world: World, siteId: number, demo: Demo): Promise<Ids> {
  const ids = await world.db.write(async (tx) => {
    await writeSpeakers(tx, siteId, demo);
    return writeRows(tx, siteId, demo);
  });
  for (const { key, copies } of demo.sources.sources)
    for (const { file, at, transcript } of copies) {
      const kept = await captureFile({ ...world, clock: { now: () => new Date(at) } }, siteId, {
        bytes: await readFile(join(demo.folder, 'sources', file)),
        name: file,
        sourceId: needed(ids, key),
        ...(transcript && { transcript }),
      });
      if (!kept.ok) throw new Error(`demo/sources/${file}: ${kept.reason}`);
    }
  return ids;
}

/** Looks for what texts quote in the copies, so that a save finds the verdicts. */
export async function checkSources(
  world: World,
  siteId: number,
  documents: readonly Document[],
): Promise<void> {
  for (const document of documents) await checkTexts(world, siteId, document, { copies: mostCopies });
}

/** No source of the folder has more. */
const mostCopies = 2;

async function writeSpeakers(tx: Transaction, siteId: number, { sources }: Demo): Promise<void> {
  for (const speaker of sources.speakers) {
    const made = await createSpeaker(tx, siteId, speaker, { now: timestamp(tx.clock) });
    if (!made.ok && made.reason !== 'taken')
      throw new Error(`demo/sources.yaml, speaker ${speaker.slug}: ${made.reason}`);
  }
}

async function writeRows(tx: Transaction, siteId: number, { sources }: Demo): Promise<Ids> {
  const ids = new Map<string, number>();
  for (const { key, copies, state, ...fields } of sources.sources) {
    const first = copies[0]?.at;
    const now = first === undefined ? timestamp(tx.clock) : utc(first);
    const there = fields.address === null ? undefined : await sourceByAddress(tx, siteId, fields.address);
    const made = there
      ? { ok: true as const, id: there.id }
      : await createSource(tx, siteId, fields, { now });
    if (!made.ok) throw new Error(`demo/sources.yaml, source ${key}: ${made.reason}`);
    await setSourceState(tx, siteId, made.id, state);
    ids.set(key, made.id);
  }
  return ids;
}
