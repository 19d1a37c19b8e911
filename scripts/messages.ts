/** Writes src/kit/i18n/messages.ts, the types of the messages, from locales/en.json. Run it after adding a message. */
import { readFileSync, writeFileSync } from 'node:fs';
import { messageTypes } from '../src/kit/i18n/types.ts';

const english: Record<string, string> = JSON.parse(
  readFileSync(new URL('../locales/en.json', import.meta.url), 'utf8'),
);
writeFileSync(new URL('../src/kit/i18n/messages.ts', import.meta.url), messageTypes(english));
