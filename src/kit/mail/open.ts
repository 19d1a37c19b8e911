import type { Config } from '../config.ts';
import { type Mail, noMail } from './mail.ts';
import { type MailSettingsRead, mailSettings } from './settings.ts';
import { smtpMail } from './smtp.ts';

export type MailOpened =
  | { readonly ok: true; readonly mail: Mail }
  | Extract<MailSettingsRead, { readonly ok: false }>;

/** The mail of an install, by its settings. */
export function openMail(config: Pick<Config, 'smtpUrl' | 'dkim'>): MailOpened {
  const read = mailSettings(config);
  if (!read.ok) return read;
  return { ok: true, mail: read.settings === undefined ? noMail : smtpMail(read.settings) };
}
