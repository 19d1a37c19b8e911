import { type Desk, type DeskRoute, deskRoutes } from '../desk/index.ts';
import type { Feature } from '../kit/feature.ts';
import { showBan, takeBan } from './ban.ts';
import { showBans, takeDomain, takeLift, takeWords } from './bans.ts';
import { queuePath } from './card.ts';
import { showHistory } from './history.ts';
import { showOne, standOfOne, takeOne } from './one.ts';
import { askEmpty, showQueue, takeDeed, takeDoor, takeEmpty, takeUndo } from './queue.ts';

/** The moderation desk: what came in, why it is held, and what is done about it. */
export function moderationFeature(desk: Desk): Feature {
  return { name: 'moderation', routes: deskRoutes(desk, routes) };
}

// Who may moderate only replies to their own posts gets those alone, in every handler (`scope.ts`).
const may = 'moderate-comments';
const everywhere = 'manage-moderation';

const routes: readonly DeskRoute[] = [
  { method: 'GET', pattern: queuePath, may, handle: showQueue },
  { method: 'POST', pattern: `${queuePath}do`, may, handle: takeDeed },
  { method: 'POST', pattern: `${queuePath}undo`, may, handle: takeUndo },
  { method: 'GET', pattern: `${queuePath}empty`, may: everywhere, handle: askEmpty },
  { method: 'POST', pattern: `${queuePath}empty`, may: everywhere, handle: takeEmpty },
  { method: 'GET', pattern: `${queuePath}history`, may: everywhere, handle: showHistory },
  { method: 'GET', pattern: `${queuePath}bans`, may: everywhere, handle: showBans },
  { method: 'POST', pattern: `${queuePath}bans/lift`, may: everywhere, handle: takeLift },
  { method: 'POST', pattern: `${queuePath}bans/domain`, may: everywhere, handle: takeDomain },
  { method: 'POST', pattern: `${queuePath}bans/words`, may: everywhere, handle: takeWords },
  { method: 'POST', pattern: `${queuePath}posts/:id`, may, handle: takeDoor },
  { method: 'GET', pattern: `${queuePath}:id/`, may, stand: standOfOne, handle: showOne },
  { method: 'POST', pattern: `${queuePath}:id/`, may, stand: standOfOne, handle: takeOne },
  { method: 'GET', pattern: `${queuePath}:id/ban`, may: everywhere, handle: showBan },
  { method: 'POST', pattern: `${queuePath}:id/ban`, may: everywhere, handle: takeBan },
];
