import type { Account } from '../account/account.ts';
import type { Capture } from '../capture/capture.ts';
import { plainText } from '../document/index.ts';
import type { World } from '../kit/world.ts';
import type { Site } from '../site/site.ts';
import { readSource } from '../source/read.ts';
import { foundFields, wantedOf } from './desk/fields.ts';
import { countWords, type DraftRefused, makeDraft } from './draft.ts';
import type { ExtractRefused } from './extract/extraction.ts';
import { checkPost } from './jobs.ts';
import { extractCapture } from './material.ts';
import { republicationsOf } from './read.ts';

export type UnseenDraft = {
  readonly ok: true;
  readonly id: number;
  readonly title: string;
  readonly verdict: string | null;
  /** How much of the page's words it has. */
  readonly share: number;
};

/** A draft of what was found in a copy, as nobody has looked at it yet: whoever publishes it does. */
export async function draftOfCapture(
  world: World,
  site: Site,
  account: Pick<Account, 'id' | 'login' | 'name'>,
  capture: Capture,
): Promise<UnseenDraft | DraftRefused | ExtractRefused> {
  const source =
    capture.sourceId === null ? undefined : await readSource(world.db, site.id, capture.sourceId);
  if (!source) return { ok: false, reason: 'no-source' };
  const extracted = await extractCapture(world, site.id, capture);
  if (!extracted.ok) return extracted;
  const { extraction } = extracted;
  const fields = foundFields(extraction, source);
  const title = fields.title || (capture.title ?? source.address ?? '');
  const read = wantedOf({ ...fields, title });
  if (!read.ok) return { ok: false, reason: read.wrong.includes('text') ? 'no-text' : 'no-title' };
  const whole = { words: countWords(plainText(extraction.document).text) };
  const made = await world.db.write((tx) =>
    makeDraft(tx, { site, account }, { capture, whole }, read.wanted),
  );
  if (!made.ok) return made;
  await checkPost(world, { siteId: site.id, payload: { postId: made.id } });
  const [republication] = await republicationsOf(world.db, site.id, made.id);
  return { ok: true, id: made.id, title, verdict: republication?.verdict ?? null, share: extraction.share };
}
