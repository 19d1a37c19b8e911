import { z } from 'zod';
import type { EventHandler } from '../kit/feature.ts';
import { enqueue } from '../kit/queue/index.ts';
import { rebind } from './save.ts';

/** Has what a post or a source links to watched. Payload: `{ postId }` or `{ sourceId }`. */
export const collectJob = 'watch.collect';
/** The same for all posts of a site, a few at a time. Payload: `{ after }`, a post's ID. */
export const gatherJob = 'watch.gather';

const ofPost = z.object({ postId: z.number().int() });
const ofSource = z.object({ sourceId: z.number().int() });
const merged = z.object({ from: z.number().int(), into: z.number().int() });

export const onPostSaved: EventHandler = async (tx, { siteId, payload }) => {
  if (siteId === null) return;
  const { postId } = ofPost.parse(payload);
  await enqueue(tx, { kind: collectJob, key: `${siteId}:post:${postId}`, siteId, payload: { postId } });
};

export const onSourceSaved: EventHandler = async (tx, { siteId, payload }) => {
  if (siteId === null) return;
  const { sourceId } = ofSource.parse(payload);
  await enqueue(tx, { kind: collectJob, key: `${siteId}:source:${sourceId}`, siteId, payload: { sourceId } });
};

export const onSourceMerged: EventHandler = async (tx, { siteId, payload }) => {
  const { from, into } = merged.parse(payload);
  if (siteId !== null) await rebind(tx, siteId, from, into);
};

export const onSourceDeleted: EventHandler = async (tx, { siteId, payload }) => {
  if (siteId !== null) await rebind(tx, siteId, ofSource.parse(payload).sourceId, null);
};

/** Settings may say now that the links of all posts are watched. */
export const onSiteSaved: EventHandler = async (tx, { siteId }) => {
  if (siteId === null) return;
  await enqueue(tx, { kind: gatherJob, key: String(siteId), siteId, payload: { after: 0 } });
};
