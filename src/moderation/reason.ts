import type { Reason } from '../comment/comment.ts';
import type { Translate } from '../kit/i18n/index.ts';

/** Why a reply was held, as a sentence. */
export function reasonText(t: Translate, { phase, facts = {} }: Reason): string {
  const count = (name: string) => Number(facts[name] ?? 0);
  const word = (name: string) => String(facts[name] ?? '');
  switch (phase) {
    case 'honeypot':
      return t('moderation.reason.honeypot');
    case 'too-fast':
      return t('moderation.reason.too-fast', { seconds: count('seconds') });
    case 'duplicate':
      return t('moderation.reason.duplicate');
    case 'links':
      return facts.first === undefined
        ? t('moderation.reason.links', { links: count('links'), most: count('most') })
        : t('moderation.reason.first-link');
    case 'words':
      return t('moderation.reason.words', { word: word('word') });
    case 'bans':
      return t('moderation.reason.bans', { ban: word('ban') });
    case 'akismet':
      return t(
        facts.spam === undefined ? 'moderation.reason.akismet-asked' : 'moderation.reason.akismet-spam',
      );
    case 'pre-moderation':
      return t(facts.whose === 'everyone' ? 'moderation.reason.everyone' : 'moderation.reason.newcomer');
    case 'reports':
      return t('moderation.reason.reports', { reports: count('reports') });
    // These refuse or rank; they hold nothing.
    case 'closed':
    case 'form-token':
    case 'rate':
    case 'bayes':
      return '';
  }
}
