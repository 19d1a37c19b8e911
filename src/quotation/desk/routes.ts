import type { Asked, DeskRoute } from '../../desk/index.ts';
import type { IntoPost } from './into-post.ts';
import type { CountUnsourced } from './list.ts';
import { quotationsPath } from './paths.ts';

/** The pages of quotations at the desk: the list, one of them, and one that is being made. */
export function quotationRoutes(posts: IntoPost, countUnsourced: CountUnsourced): readonly DeskRoute[] {
  const drafts = () => import('./drafts.ts');
  const one = () => import('./one.ts');
  const change = () => import('./change.ts');
  const mayChange = async (asked: Asked) => (await change()).mayChange(asked, posts);
  const stand = async (asked: Asked) => (await change()).standOfQuotation(asked, posts);
  const route = (
    method: 'GET' | 'POST',
    path: string,
    may: DeskRoute['may'],
    handle: DeskRoute['handle'],
  ): DeskRoute => ({ method, pattern: `${quotationsPath}${path}`, may, handle });
  return [
    route('GET', '', 'manage-sources', async (...asked) =>
      (await import('./list.ts')).showList(...asked, countUnsourced),
    ),
    route('GET', 'new', 'capture', async (...asked) => (await drafts()).showNew(...asked)),
    route('POST', 'new', 'capture', async (...asked) => (await drafts()).takeNew(...asked)),
    route('GET', 'drafts/:id/', 'capture', async (...asked) => (await drafts()).showDraft(...asked, posts)),
    route('POST', 'drafts/:id/', 'capture', async (...asked) => (await drafts()).takeDraft(...asked, posts)),
    route('GET', ':id/', 'manage-sources', async (...asked) => (await one()).showOne(...asked, posts)),
    route('POST', ':id/check', 'manage-sources', async (...asked) => (await one()).takeCheck(...asked)),
    route(
      'POST',
      ':id/override',
      async (asked) => (await one()).mayVouchThis(asked, posts),
      async (...asked) => (await one()).takeOverride(...asked, posts),
    ),
    {
      ...route('GET', ':id/change', mayChange, async (...asked) =>
        (await change()).showChange(...asked, posts),
      ),
      stand,
    },
    {
      ...route('POST', ':id/change', mayChange, async (...asked) =>
        (await change()).takeChange(...asked, posts),
      ),
      stand,
    },
  ];
}
