import { type Asked, type Desk, withOne } from '../../desk/index.ts';
import { idIn } from '../../kit/http/form.ts';
import type { Reply } from '../../kit/http/index.ts';
import { readSource } from '../read.ts';
import type { Source } from '../source.ts';
import { sourcesPath } from './list-view.ts';

/** The source that an address names; one that was merged leads to where it went. */
export async function withSource(
  desk: Desk,
  asked: Asked,
  handle: (source: Source) => Promise<Reply>,
): Promise<Reply> {
  const { world, site, params, t } = asked;
  const one = await readSource(world.db, site.id, idIn(params.id));
  const missing = t('source.missing');
  return withOne(desk, asked, { one, path: sourcesPath, section: 'sources', missing }, handle);
}
