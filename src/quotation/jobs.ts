import { z } from 'zod';
import { readCapture } from '../capture/read.ts';
import type { Document } from '../document/index.ts';
import { statement, type Transaction } from '../kit/database/index.ts';
import type { EventHandler, JobHandler } from '../kit/feature.ts';
import { emit } from '../kit/queue/index.ts';
import { readSource, sourceByAddress } from '../source/read.ts';
import { fill } from '../source/save.ts';
import { checkedEvent } from './job-kinds.ts';
import { mostCopies } from './known.ts';
import { askToCheck } from './save.ts';

const aboutPost = z.object({ postId: z.number().int() });
const aboutSource = z.object({ sourceId: z.number().int().nullish() });
const aboutCapture = aboutSource.extend({ captureId: z.number().int() });
const aboutLink = z.object({ address: z.string() });
const merged = z.object({ from: z.number().int(), into: z.number().int() });
const aboutSpeaker = z.object({ speakerId: z.number().int() });

/** Looks for everything that a post quotes, in every copy that counts, and says what was found. */
export const check: JobHandler = async (world, { siteId, payload }) => {
  if (siteId === null) return;
  const { postId } = aboutPost.parse(payload);
  const row = await documentOf.first(world.db, { site: siteId, post: postId });
  if (row === undefined) return;
  const { checkTexts } = await import('./check-texts.ts');
  await checkTexts(world, siteId, JSON.parse(row.document) as Document, { copies: mostCopies });
  const { resettle } = await import('./resettle.ts');
  await world.db.write((tx) => resettle(tx, siteId, postId));
};

const documentOf = statement<{ site: number; post: number }>()((db, value) =>
  db
    .selectFrom('post_document')
    .select('document')
    .where('site_id', '=', value('site'))
    .where('post_id', '=', value('post')),
);

/** A new copy of a source, or the news that none can be had: whatever quotes it is looked at again. */
export const checkQuoting: EventHandler = async (tx, { siteId, payload }) => {
  const { sourceId, captureId } = aboutCapture.parse(payload);
  if (siteId === null || typeof sourceId !== 'number') return;
  await nameSource(tx, siteId, sourceId, captureId);
  for (const postId of await quoting(tx, siteId, 'source_id', sourceId)) await askToCheck(tx, siteId, postId);
};

/** A source that nobody named is called what its page is called. */
async function nameSource(
  tx: Transaction,
  siteId: number,
  sourceId: number,
  captureId: number,
): Promise<void> {
  const source = await readSource(tx, siteId, sourceId);
  const capture = await readCapture(tx, siteId, captureId);
  if (source === undefined || capture?.status !== 'done') return;
  const { title, lang } = capture;
  await fill(tx, siteId, source, { title: title ?? '', lang }, { now: tx.clock.now().toISOString() });
}

/** What is told of a source stands under its quotations: posts are made again. */
export const tellOfSource: EventHandler = async (tx, { siteId, payload }) => {
  const { sourceId } = aboutSource.parse(payload);
  if (siteId === null || typeof sourceId !== 'number') return;
  for (const postId of await quoting(tx, siteId, 'source_id', sourceId))
    await emit(tx, { kind: checkedEvent, siteId, payload: { postId } });
};

/** Whether the original still answers decides which link leads. */
export const tellOfLink: EventHandler = async (tx, { siteId, payload }) => {
  const { address } = aboutLink.parse(payload);
  const source = siteId === null ? undefined : await sourceByAddress(tx, siteId, address);
  if (siteId === null || source === undefined) return;
  for (const postId of await quoting(tx, siteId, 'source_id', source.id))
    await emit(tx, { kind: checkedEvent, siteId, payload: { postId } });
};

export const tellOfSpeaker: EventHandler = async (tx, { siteId, payload }) => {
  const { speakerId } = aboutSpeaker.parse(payload);
  if (siteId === null) return;
  for (const postId of await quoting(tx, siteId, 'speaker_id', speakerId))
    await emit(tx, { kind: checkedEvent, siteId, payload: { postId } });
};

/** Quotations of a source that became part of another are that one's, whose copies may say more of them. */
export const followSource: EventHandler = async (tx, { siteId, payload }) => {
  const merger = merged.parse(payload);
  if (siteId === null) return;
  const { from, into } = merger;
  await follow(tx, siteId, 'source_id', merger);
  tx.changed(siteId, 'quotations', 'sources', `source:${from}`, `source:${into}`);
};

export const followSpeaker: EventHandler = async (tx, { siteId, payload }) => {
  const merger = merged.parse(payload);
  if (siteId === null) return;
  const { from, into } = merger;
  await follow(tx, siteId, 'speaker_id', merger);
  tx.changed(siteId, 'quotations', `quotations:speaker:${from}`, `quotations:speaker:${into}`);
};

async function follow(
  tx: Transaction,
  siteId: number,
  what: 'source_id' | 'speaker_id',
  { from, into }: z.infer<typeof merged>,
): Promise<void> {
  const posts = await quoting(tx, siteId, what, from);
  await tx.db
    .updateTable('quotation')
    .set({ [what]: into })
    .where('site_id', '=', siteId)
    .where(what, '=', from)
    .execute();
  for (const postId of posts) await askToCheck(tx, siteId, postId);
}

/** The posts that quote a source or a speaker. */
async function quoting(
  tx: Transaction,
  siteId: number,
  what: 'source_id' | 'speaker_id',
  id: number,
): Promise<readonly number[]> {
  const rows = await tx.db
    .selectFrom('quotation')
    .select('post_id')
    .distinct()
    .where('site_id', '=', siteId)
    .where(what, '=', id)
    .execute();
  return rows.map(({ post_id }) => post_id);
}
