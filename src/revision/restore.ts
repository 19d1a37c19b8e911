import type { Transaction } from '../kit/database/index.ts';
import { loadWrite } from '../post/load.ts';
import { type PublishingSite, type Saved, type SaveRefused, updatePost } from '../post/save.ts';
import { readRevision } from './read.ts';
import type { Saver } from './save.ts';

/**
 * Makes the words of an earlier version the post's again: title, text, excerpt and language. Its address, date,
 * categories and whether readers see it stay as they are. The versions between are kept: this is a new one.
 */
export async function restoreRevision(
  tx: Transaction,
  site: PublishingSite,
  id: number,
  version: number,
  options: Saver & { readonly now: string; readonly version?: number },
): Promise<Saved | SaveRefused> {
  const known = await loadWrite(tx, site.id, id);
  const revision = await readRevision(tx, site.id, id, version);
  if (!known || !revision) return { ok: false, reason: 'missing' };
  const { title, document, source, excerpt, lang } = revision.snapshot;
  const { source: _source, lang: _lang, ...rest } = known;
  const write = {
    ...rest,
    title,
    document,
    excerpt: excerpt ?? '',
    ...(source && { source }),
    ...(lang !== undefined && { lang }),
  };
  return updatePost(tx, site, id, write, options);
}
