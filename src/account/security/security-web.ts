import { idIn } from '../../kit/http/form.ts';
import type { Reply } from '../../kit/http/message.ts';
import { type Mine, myForm, myPage } from '../mine.ts';
import { securityPath } from '../paths.ts';
import { onwards } from '../reply.ts';
import { applicationPasswords } from './application-password.ts';
import { hasSecondFactor } from './second-factor.ts';
import { securityPage } from './security-view.ts';
import { endOtherSessions, endSession, sessionsOf } from './sessions.ts';

/** `GET /-/account/security` */
export function showSecurity(mine: Mine): Promise<Reply> {
  return page(mine, 200);
}

/** `POST /-/account/sessions/:id/end` */
export function endOne(mine: Mine): Promise<Reply> {
  return form(mine, async () => {
    const id = idIn(mine.params.id);
    await mine.world.db.write((tx) => endSession(tx, mine.account.id, id));
    return onwards(securityPath);
  });
}

/** `POST /-/account/sessions/end`: all but this one. */
export function endOthers(mine: Mine): Promise<Reply> {
  return form(mine, async () => {
    await mine.world.db.write((tx) => endOtherSessions(tx, mine.request, mine.account.id));
    return onwards(securityPath);
  });
}

function form(mine: Mine, handle: () => Promise<Reply>): Promise<Reply> {
  return myForm(mine, handle, (notice) => page(mine, 403, notice));
}

async function page(mine: Mine, status: number, notice?: string): Promise<Reply> {
  const { world, request, account } = mine;
  const facts = {
    sessions: await sessionsOf(world, request, account.id),
    secondFactor: await hasSecondFactor(world.db, account.id),
    applications: (await applicationPasswords(world.db, account.id)).length,
    ...(notice !== undefined && { notice }),
  };
  return myPage(mine, status, (frame) => securityPage(frame, facts));
}
