import { z } from 'zod';
import { issueTicket } from '../account/ticket.ts';
import type { JobInHand } from '../kit/feature.ts';
import { messagesFor } from '../kit/i18n/index.ts';
import { composed, enqueueMail } from '../kit/mail/index.ts';
import { enqueue } from '../kit/queue/index.ts';
import type { World } from '../kit/world.ts';
import { takesLetter } from '../subscription/limit.ts';
import { keepsAnything } from './read.ts';

export const linkJob = 'dossier.link';

/** How long a link is good, in minutes. */
const minutes = 60;

const wish = z.object({ email: z.string(), language: z.string(), origin: z.string() });

/** Somebody's wish to see what is kept of an address: a tidy one, and where the link is to lead. */
export type LinkWish = z.infer<typeof wish>;

/**
 * Takes the wish down, whatever address it is. Whether anything is kept of it is found out later, by the worker:
 * neither the answer nor its time can tell. False when a network asks too often.
 */
export async function wishForLink(world: World, link: LinkWish, network: string): Promise<boolean> {
  return world.db.write(async (tx) => {
    if (!(await takesLetter(tx, world, 'network', network))) return false;
    await enqueue(tx, { kind: linkJob, payload: link });
    return true;
  });
}

/** Sends the link to the address itself, where anything is kept of it. */
export async function sendLink(world: World, { payload }: JobInHand): Promise<void> {
  const { email, language, origin } = wish.parse(payload);
  if (!world.mail.configured || !(await keepsAnything(world.db, email))) return;
  const t = messagesFor(language);
  const host = new URL(origin).host;
  await world.db.write(async (tx) => {
    if (!(await takesLetter(tx, world, 'address', email))) return;
    const token = await issueTicket(world, tx, { kind: 'dossier', email, minutes });
    await enqueueMail(tx, world.mail, {
      to: email,
      subject: t('dossier.letter.subject', { host }),
      ...composed(t, [
        t('dossier.letter.text', { host }),
        { label: t('dossier.letter.link'), href: `${origin}/-/account/replies?key=${token}` },
        { small: t('dossier.letter.small', { minutes }) },
      ]),
    });
  });
}
