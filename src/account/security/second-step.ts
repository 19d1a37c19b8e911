import type { Reply } from '../../kit/http/message.ts';
import { land } from '../arrive.ts';
import type { Asked } from '../asked.ts';
import { destinationOf } from '../destination.ts';
import { myForm, myPage } from '../mine.ts';
import { home, signInHref } from '../paths.ts';
import { onwards } from '../reply.ts';
import { isBetweenSteps, passSecondStep, trustBrowser } from './second-factor.ts';
import { type FactorProblem, secondStepPage } from './second-factor-view.ts';

/** `GET /-/account/second-step?to=…` */
export async function showSecondStep(asked: Asked): Promise<Reply> {
  const { to } = destinationOf(asked.world, asked.request.query.get('to'), home);
  if (!isBetweenSteps(asked.request)) return onwards(signInHref(to));
  return page(asked, 200, to);
}

/** `POST /-/account/second-step` */
export async function takeSecondStep(asked: Asked): Promise<Reply> {
  const { world, request } = asked;
  return myForm(
    asked,
    async (fields) => {
      const { to } = destinationOf(world, fields.get('to'), home);
      const passed = await passSecondStep(world, request, fields.get('code') ?? '');
      if (!passed.ok) return page(asked, statusOf(passed.reason), to, passed.reason);
      const trusted =
        fields.get('trust') === '1' ? [await trustBrowser(world, request, passed.accountId)] : [];
      const cookies = [...passed.cookies, ...trusted];
      return land(asked, { accountId: passed.accountId, cookies, twice: true }, to);
    },
    () => page(asked, 403, home, 'expired'),
  );
}

function page(asked: Asked, status: number, to: string, problem?: FactorProblem): Promise<Reply> {
  return myPage(asked, status, (frame) => secondStepPage(frame, { to, ...(problem && { problem }) }));
}

function statusOf(reason: FactorProblem): number {
  return reason === 'too-many' ? 429 : 403;
}
