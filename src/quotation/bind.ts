import { createHash } from 'node:crypto';
import { type Document, type Quoted, quotationsIn } from '../document/index.ts';
import type { Database, Transaction } from '../kit/database/index.ts';
import { type PartialDate, parsePartialDate } from '../kit/partial-date.ts';
import { normaliseAddress } from '../source/address.ts';
import { readSources, sourceByAddress } from '../source/read.ts';
import { ensureSource } from '../source/save.ts';
import { readSpeakersBySlug } from '../speaker/read.ts';
import { ensureSpeaker } from '../speaker/save.ts';

/** A quotation of a document with what its writer's words for source and speaker mean on the site. */
export type Bound = {
  readonly quoted: Quoted;
  /** Null in a preview, for an address that is no source yet. */
  readonly sourceId: number | null;
  readonly speakerId: number | null;
  readonly said: PartialDate | null;
  readonly textHash: string;
  readonly askedHash: string;
};

/** More than these of one text are left as they are: each costs a row and a check. */
const most = 2_000;

/** The bound quotations of a document. Sources of addresses that have none, and speakers who are named, are made. */
export async function bindQuotations(
  tx: Transaction,
  siteId: number,
  document: Document,
  { now }: { readonly now: string },
): Promise<readonly Bound[]> {
  const bound = await bind(tx, siteId, document, {
    source: async (address) => (await ensureSource(tx, siteId, { address }, { now })).id,
    speaker: async (name) => (await ensureSpeaker(tx, siteId, { name })).id,
  });
  return bound.filter(({ sourceId }) => sourceId !== null);
}

/** The same without making anything: for a text that nobody saved. */
export async function readBound(db: Database, siteId: number, document: Document): Promise<readonly Bound[]> {
  return bind(db, siteId, document, {
    source: async (address) => (await sourceByAddress(db, siteId, address))?.id,
    speaker: async () => undefined,
  });
}

type Makers = {
  readonly source: (address: string) => Promise<number | undefined>;
  readonly speaker: (name: string) => Promise<number | undefined>;
};

async function bind(
  db: Database | Transaction,
  siteId: number,
  document: Document,
  makers: Makers,
): Promise<readonly Bound[]> {
  const quoted = quotationsIn(document).slice(0, most);
  if (quoted.length === 0) return [];
  const known = await readSources(
    db,
    siteId,
    quoted.flatMap(({ binding }) => binding.source ?? []),
  );
  const speakers = await readSpeakersBySlug(
    db,
    siteId,
    quoted.flatMap(({ binding }) => binding.speaker ?? []),
  );
  const addresses = new Map<string, number | undefined>();
  const names = new Map<string, number | undefined>();
  const bound: Bound[] = [];
  for (const each of quoted) {
    const { source, cite, speaker } = each.binding;
    const said = each.binding.said === undefined ? undefined : parsePartialDate(each.binding.said);
    bound.push({
      quoted: each,
      sourceId: known.get(source ?? 0)?.id ?? (await byAddress(cite)) ?? null,
      speakerId: speakers.get(speaker ?? '')?.id ?? (await byName(speaker)) ?? null,
      said: said ?? null,
      textHash: sha256(each.text),
      askedHash: askedHash(each),
    });
  }
  return bound;

  async function byAddress(cite: string | undefined): Promise<number | undefined> {
    const address = cite === undefined ? undefined : normaliseAddress(cite);
    if (cite === undefined || address === undefined) return undefined;
    if (!addresses.has(address)) addresses.set(address, await makers.source(cite));
    return addresses.get(address);
  }

  async function byName(name: string | undefined): Promise<number | undefined> {
    if (name === undefined || looksLikeSlug(name)) return undefined;
    if (!names.has(name)) names.set(name, await makers.speaker(name));
    return names.get(name);
  }
}

/** A slug that nobody has is a slip of the pen, and makes nobody. */
function looksLikeSlug(name: string): boolean {
  return /^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(name);
}

export type Question = {
  readonly text: string;
  readonly lang?: string;
  readonly prefix?: string;
  readonly suffix?: string;
};

/** What the check is asked about a quotation. */
export function questionOf({ text, lang, binding }: Quoted): Question {
  const { prefix, suffix } = binding;
  return {
    text,
    ...(lang !== undefined && { lang }),
    ...(prefix !== undefined && { prefix }),
    ...(suffix !== undefined && { suffix }),
  };
}

export function askedHash(quoted: Quoted): string {
  const { text, lang, prefix, suffix } = questionOf(quoted);
  return sha256(JSON.stringify([text, lang ?? null, prefix ?? null, suffix ?? null]));
}

export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
