import ar from '../../../locales/ar.json' with { type: 'json' };
import en from '../../../locales/en.json' with { type: 'json' };
import fr from '../../../locales/fr.json' with { type: 'json' };
import { type Html, type HtmlValue, trusted } from '../html.ts';
import { compileMessage, type Message, type Values } from './compile.ts';
import { type LanguageCode, languageOf } from './language.ts';
import type { Messages } from './messages.ts';

export type MessageKey = keyof Messages<string>;

/** What follows the key: nothing, or an object with exactly the message's placeholders. */
export type Placeholders<Key extends MessageKey, Text> = Messages<Text>[Key] extends null
  ? []
  : [values: Messages<Text>[Key]];

/**
 * Says a message in one language: `t('post.minutes', { minutes: 4 })`. A key that does not exist, a placeholder
 * that is missing, misspelt or of the wrong type does not compile.
 */
export type Translate = {
  <Key extends MessageKey>(key: Key, ...values: Placeholders<Key, string | number>): string;
  /** The same as HTML, where placeholders may be `Html`: `` t.html('title.author', { name: html`<bdi>…</bdi>` }) ``. */
  readonly html: <Key extends MessageKey>(key: Key, ...values: Placeholders<Key, HtmlValue>) => Html;
  /** The language of the words, which is English where a locale has no translation. */
  readonly language: LanguageCode;
  /** The locale asked for: it decides about digits and separators. */
  readonly locale: string;
};

const sources: Record<LanguageCode, Record<MessageKey, string>> = { en, ar, fr };
const known = new Map<string, Translate>();

/** The messages of a locale, compiled the first time that it is asked for. */
export function messagesFor(locale: string): Translate {
  let translate = known.get(locale);
  if (translate === undefined) {
    translate = translator(locale);
    known.set(locale, translate);
  }
  return translate;
}

function translator(locale: string): Translate {
  const language = languageOf(locale);
  const messages = new Map<string, Message>();
  for (const [key, source] of Object.entries(sources[language])) {
    messages.set(key, compileMessage(source, { language, locale }));
  }
  const translate = (key: string, values: Values = {}) => messages.get(key)!.text(values);
  const asHtml = (key: string, values: Values = {}) => trusted(messages.get(key)!.html(values));
  return Object.assign(translate, { html: asHtml, language, locale }) as Translate;
}
