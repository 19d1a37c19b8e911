import { readStreams } from '../capture/read-streams.ts';
import type { Document } from '../document/index.ts';
import type { World } from '../kit/world.ts';
import { type Bound, questionOf, readBound } from './bind.ts';
import { find, type Prepared, prepare } from './finding.ts';
import {
  type Archive,
  type ArchivedCopy,
  type Known,
  keepFindings,
  type NewFinding,
  readArchive,
  readKnown,
} from './known.ts';
import type { Finding } from './quotation.ts';
import { type Settled, settle, unsettled } from './settle.ts';

/** A quotation of a text that may not be saved, and what is known of it now. */
export type Looked = { readonly bound: Bound; readonly settled: Settled };

/**
 * Looks for the quotations of a text in the copies of their sources, and keeps what is found: a save after it finds
 * the verdicts. `copies`: in how many of each source, the newest first. Makes no source and asks for no copy.
 */
export async function checkTexts(
  world: World,
  siteId: number,
  document: Document,
  { copies = 1 }: { readonly copies?: number } = {},
): Promise<readonly Looked[]> {
  const bound = await readBound(world.db, siteId, document);
  if (bound.length === 0) return [];
  const archives = await readArchives(world, siteId, bound);
  const hashes = bound.map(({ askedHash }) => askedHash);
  const known = await readKnown(world.db, siteId, hashes);
  const wanted = wantedOf(bound, archives, known, copies);
  const findings = await lookThrough(world, siteId, wanted);
  if (findings.length > 0) await world.db.write((tx) => keepFindings(tx, siteId, findings));
  const fresh = new Map(findings.map(({ askedHash, copy, finding }) => [`${askedHash} ${copy.id}`, finding]));
  const all: Known = (hash, copy) => known(hash, copy) ?? fresh.get(`${hash} ${copy.id}`);
  return bound.map((each) => ({ bound: each, settled: settled(each, archives, all) }));
}

const nothingKept: Archive = { captures: [], waits: true, failure: undefined, tried: false };

function settled(bound: Bound, archives: ReadonlyMap<number, Archive>, known: Known): Settled {
  return settle(unsettled(bound), archives.get(bound.sourceId ?? 0) ?? nothingKept, known);
}

async function readArchives(
  world: World,
  siteId: number,
  bound: readonly Bound[],
): Promise<ReadonlyMap<number, Archive>> {
  const archives = new Map<number, Archive>();
  for (const { sourceId } of bound) {
    if (sourceId === null || archives.has(sourceId)) continue;
    archives.set(sourceId, await readArchive(world.db, siteId, sourceId));
  }
  return archives;
}

type Wanted = { readonly copy: ArchivedCopy; readonly asked: Map<string, Bound> };

/** What is to be looked for, by the copy to look through, so that each is read once. */
function wantedOf(
  bound: readonly Bound[],
  archives: ReadonlyMap<number, Archive>,
  known: Known,
  copies: number,
): readonly Wanted[] {
  const wanted = new Map<number, Wanted>();
  for (const each of bound) {
    const { unknown } = settled(each, archives, known);
    const chosen = each.quoted.binding.capture;
    const first = unknown.filter(({ id }) => id === chosen);
    for (const copy of new Set([...first, ...unknown.slice(0, copies)])) {
      const one = wanted.get(copy.id) ?? { copy, asked: new Map<string, Bound>() };
      wanted.set(copy.id, one);
      one.asked.set(each.askedHash, each);
    }
  }
  return [...wanted.values()];
}

async function lookThrough(
  world: World,
  siteId: number,
  wanted: readonly Wanted[],
): Promise<readonly NewFinding[]> {
  const findings: NewFinding[] = [];
  for (const { copy, asked } of wanted) {
    const prepared: Prepared = prepare(await readStreams(world, siteId, copy.id));
    for (const [askedHash, { quoted }] of asked) {
      const finding: Finding = find(prepared, questionOf(quoted));
      findings.push({ askedHash, copy, finding });
      // Readers are answered between two long searches.
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
  return findings;
}
