import { plainText, type Reply } from '../kit/http/message.ts';
import type { Translate } from '../kit/i18n/index.ts';
import type { Refused } from './submission.ts';
import type { SentReply } from './values.ts';

/** What a refusal says to whoever sent the reply: at the field that it is about, or above the form; with its status. */
export function problemOf(
  t: Translate,
  refused: Refused,
): Pick<SentReply, 'problems' | 'notice'> & { readonly status: number } {
  switch (refused.reason) {
    case 'empty':
      return { status: 400, problems: { text: t('reply.problem.empty') } };
    case 'too-long':
      return { status: 400, problems: { text: t('reply.problem.too-long', { most: refused.most }) } };
    case 'name-missing':
      return { status: 400, problems: { name: t('reply.problem.name') } };
    case 'email-missing':
      return { status: 400, problems: { email: t('reply.problem.email') } };
    case 'bad-email':
      return { status: 400, problems: { email: t('reply.problem.bad-email') } };
    case 'quote-missing':
      return { status: 400, problems: { quote: t('reply.problem.quote') } };
    case 'form-expired':
      return { status: 403, notice: t('reply.problem.expired') };
    case 'guests-refused':
      return { status: 403, notice: t('reply.problem.guests') };
    case 'banned':
      return { status: 403, notice: t('reply.problem.banned') };
    case 'closed':
      return { status: 403, notice: t('reply.problem.closed') };
    case 'parent-missing':
      return { status: 409, notice: t('reply.problem.parent-missing') };
    case 'too-many':
      return { status: 429, notice: t('reply.problem.too-many') };
    case 'post-missing':
      return { status: 404 };
  }
}

/** A form of which nothing can be read, so that nothing of it can be shown again: the browser still has it. */
export function unreadable(t: Translate, reason: 'too-large' | 'not-a-form'): Reply {
  return reason === 'too-large' ? plainText(413, t('desk.too-large')) : plainText(415, t('form.unreadable'));
}
