import { type Finding, ill, well } from '../doctor/check.ts';
import type { Feature, JobInHand } from '../feature.ts';
import type { World } from '../world.ts';
import { mailJob } from './enqueue.ts';
import type { Letter } from './mail.ts';

export { isMailAddress } from './address.ts';
export { composed, type Part } from './compose.ts';
export { enqueueMail } from './enqueue.ts';
export type { Message } from './mail.ts';

/** Sends what waits, and says when it could not. */
export const mailFeature: Feature = {
  name: 'mail',
  jobs: { [mailJob]: { slow: true, run: send } },
  checks: [{ name: 'mail', examine: examineMail }],
};

/** A letter that the server took is sent once more only if the worker dies before it has said so. */
async function send({ mail }: World, { payload, signal }: JobInHand) {
  const sent = await mail.send(payload as Letter, signal);
  return sent.ok ? undefined : sent;
}

async function examineMail({ mail }: World): Promise<Finding> {
  if (!mail.configured) return well('not configured: links are shown to the administrator');
  const reached = await mail.check();
  if (reached.ok) return well(`sends as ${mail.from}`);
  return ill(
    `Mail cannot be sent: ${reached.reason}.`,
    'Look at VERBATIM_SMTP_URL, and whether this machine may reach that server. What waits is sent as soon as it can be.',
  );
}
