import { domainsOf } from '../domain.ts';
import { readBans } from '../read-ban.ts';
import type { Looked, Phase } from './phase.ts';

/** Somebody of the site decided about this sender, network or domain: its replies are refused, or taken as spam. */
export const bans: Phase = {
  name: 'bans',
  look: async (looked) => {
    const found = await readBans(looked.world.db, looked.submission.site.id, {
      values: [
        ...looked.senders,
        ...(looked.network === undefined ? [] : [looked.network]),
        ...domains(looked),
      ],
      now: looked.now.toISOString(),
    });
    if (found.some(({ effect }) => effect === 'refuse')) return { refuse: { ok: false, reason: 'banned' } };
    const [first] = found;
    return first && { spam: { ban: first.label } };
  },
};

function domains({ links, submission: { author } }: Looked): readonly string[] {
  const typed = author.kind === 'guest' ? [author.email.split('@')[1] ?? ''] : [];
  return domainsOf([...links, author.url ?? ''], typed);
}
