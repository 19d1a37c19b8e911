import { may } from '../account/may.ts';
import { authorsOfAccount } from '../author/read.ts';
import { capturesOfSource } from '../capture/read.ts';
import { requestCapture } from '../capture/save.ts';
import type { Asked } from '../desk/index.ts';
import type { ListedCapture, SourceArchive, UsingPost } from '../source/archive.ts';
import { usesOfSources } from './uses.ts';

const most = 50;

/** What the desk's pages of sources are told of copies, quotations and posts. */
export const sourceArchive: SourceArchive = {
  usesOf: usesOfSources,
  capturesOf,
  postsOf,
  capture: (tx, siteId, wanted) => requestCapture(tx, siteId, { ...wanted, method: 'http' }),
};

const tones = { queued: 'soft', running: 'soft', done: 'good', refused: 'warning', failed: 'bad' } as const;

async function capturesOf({ world, site, t }: Asked, sourceId: number): Promise<readonly ListedCapture[]> {
  const captures = await capturesOfSource(world.db, site.id, sourceId);
  return captures.slice(0, most).map(({ id, status, visibility, capturedAt, createdAt }) => {
    const shown = status === 'done' && visibility !== 'public' ? visibility : status;
    return {
      id,
      href: `/-/admin/captures/${id}/`,
      at: capturedAt ?? createdAt,
      status: t('source.capture-status', { status: shown }),
      tone: shown === 'private' || shown === 'removed' ? 'warning' : tones[shown],
    };
  });
}

/** Drafts of others are for editors. */
async function postsOf(
  { world, site, actor, account }: Asked,
  sourceId: number,
): Promise<readonly UsingPost[]> {
  const { read } = world.db;
  const all = may(actor, 'read-unpublished', { siteId: site.id });
  const own = all ? [] : await authorsOfAccount(world.db, site.id, account.id);
  return read
    .selectFrom('post')
    .select(['id', 'type', 'title'])
    .where('site_id', '=', site.id)
    .$if(!all, (query) =>
      query.where((eb) =>
        eb.or([
          eb('path', 'is not', null),
          ...(own.length === 0
            ? []
            : [
                eb(
                  'id',
                  'in',
                  eb
                    .selectFrom('post_author')
                    .select('post_id')
                    .where('site_id', '=', site.id)
                    .where('author_id', 'in', own),
                ),
              ]),
        ]),
      ),
    )
    .where((eb) =>
      eb.or([
        eb(
          'id',
          'in',
          eb
            .selectFrom('quotation')
            .select('post_id')
            .where('site_id', '=', site.id)
            .where('source_id', '=', sourceId),
        ),
        eb(
          'id',
          'in',
          eb
            .selectFrom('republication')
            .select('post_id')
            .where('site_id', '=', site.id)
            .where(({ eb: its, or }) =>
              or([its('source_id', '=', sourceId), its('via_source_id', '=', sourceId)]),
            ),
        ),
      ]),
    )
    .orderBy('changed_at', 'desc')
    .limit(most)
    .execute();
}
