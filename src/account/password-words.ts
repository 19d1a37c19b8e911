import type { Translate } from '../kit/i18n/index.ts';
import { type PasswordProblem, passwordLength } from './account.ts';

/** What speaks against a password, and what would be better. */
export function weakness(t: Translate, problem: PasswordProblem): string {
  const { least, most } = passwordLength;
  const kind = problem === 'too-short' ? 'short' : problem === 'too-long' ? 'long' : 'other';
  return t('setup.weak-password', { problem: kind, least, most });
}
