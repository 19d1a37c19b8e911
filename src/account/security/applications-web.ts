import { idIn } from '../../kit/http/form.ts';
import type { Reply } from '../../kit/http/message.ts';
import { type Mine, myForm, myPage } from '../mine.ts';
import { applicationsPath } from '../paths.ts';
import { onwards } from '../reply.ts';
import {
  applicationPasswords,
  createApplicationPassword,
  revokeApplicationPassword,
} from './application-password.ts';
import { type ApplicationsState, applicationsPage } from './applications-view.ts';

/** `GET /-/account/applications` */
export function showApplications(mine: Mine): Promise<Reply> {
  return page(mine, 200, {});
}

/** `POST /-/account/applications`: makes one, and shows it, this once. */
export function makeApplication(mine: Mine): Promise<Reply> {
  return myForm(
    mine,
    async (fields) => {
      const name = (fields.get('name') ?? '').slice(0, 300);
      const made = await mine.world.db.write((tx) => createApplicationPassword(tx, mine.account.id, name));
      if (made.ok) return page(mine, 201, { made: { name, token: made.token } });
      return page(mine, 422, { name, problem: made.reason });
    },
    (notice) => page(mine, 403, { notice }),
  );
}

/** `POST /-/account/applications/:id/revocation` */
export function revokeApplication(mine: Mine): Promise<Reply> {
  return myForm(
    mine,
    async () => {
      const id = idIn(mine.params.id);
      await mine.world.db.write((tx) => revokeApplicationPassword(tx, mine.account.id, id));
      return onwards(applicationsPath);
    },
    (notice) => page(mine, 403, { notice }),
  );
}

async function page(mine: Mine, status: number, state: ApplicationsState): Promise<Reply> {
  const list = await applicationPasswords(mine.world.db, mine.account.id);
  return myPage(mine, status, (frame) =>
    applicationsPage(frame, { ...state, list, login: mine.account.login }),
  );
}
