import type { Reason } from '../comment.ts';
import type { Refused } from '../submission.ts';
import { akismet } from './akismet.ts';
import { bans } from './bans.ts';
import { bayes } from './bayes.ts';
import { closed } from './closed.ts';
import { duplicate } from './duplicate.ts';
import { formToken } from './form-token.ts';
import { honeypot } from './honeypot.ts';
import { links } from './links.ts';
import type { Looked, Phase } from './phase.ts';
import { preModeration } from './pre-moderation.ts';
import { rate } from './rate.ts';
import { tooFast } from './too-fast.ts';
import { words } from './words.ts';

/** What looks at a reply, in this order. */
export const phases: readonly Phase[] = [
  closed,
  formToken,
  honeypot,
  tooFast,
  rate,
  bans,
  duplicate,
  links,
  words,
  bayes,
  akismet,
  preModeration,
];

/** Those that look at what is written: asked again when it is changed. */
export const phasesOfText: readonly Phase[] = [bans, links, words];

/** Phases that ask how and when something was sent; they hold for who may moderate too. */
const ofTheForm = new Set<Phase>([formToken]);

export type Decision =
  | {
      readonly ok: true;
      readonly standing: 'pending' | 'live' | 'spam';
      readonly reasons: readonly Reason[];
      readonly rank: number;
    }
  | Refused;

/**
 * Asks every phase, and keeps what each has against the reply, so that a moderator sees all of it. A refusal ends
 * it. Nothing is ever dropped: spam is a standing, and a person can look at it.
 */
export async function decide(looked: Looked, order: readonly Phase[] = phases): Promise<Decision> {
  const reasons: Reason[] = [];
  let standing: 'pending' | 'live' | 'spam' = 'live';
  let rank = 500;
  for (const phase of order) {
    if (looked.moderates && !ofTheForm.has(phase)) continue;
    const opinion = await phase.look(looked);
    if (opinion === undefined) continue;
    if ('refuse' in opinion) return opinion.refuse;
    if ('rank' in opinion) {
      rank = opinion.rank;
      continue;
    }
    const spam = 'spam' in opinion;
    if (spam) standing = 'spam';
    else if (standing === 'live') standing = 'pending';
    const facts = spam ? opinion.spam : opinion.hold;
    reasons.push({ phase: phase.name, ...(facts && Object.keys(facts).length > 0 && { facts }) });
  }
  return { ok: true, standing, reasons, rank };
}
