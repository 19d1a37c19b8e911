import { z } from 'zod';
import type { MessageKey } from '../../kit/i18n/index.ts';
import type { Messages } from '../../kit/i18n/messages.ts';
import { type SiteSettings, settingsChange } from '../settings.ts';

/** A message that needs no values. */
type PlainKey = { [Key in MessageKey]: Messages<string>[Key] extends null ? Key : never }[MessageKey];

/**
 * A setting as a person sees it. What can be asked (a number between two others, yes or no, one of some, lines)
 * follows from its type in `settings.ts`; what holds the ID of something says of what.
 */
export type Described = {
  readonly name: Exclude<keyof SiteSettings, 'footer' | 'icon' | 'look'>;
  readonly label: PlainKey;
  readonly hint?: PlainKey;
  /** Words for each of some. */
  readonly choices?: Readonly<Record<string, PlainKey>>;
  readonly idOf?: 'page' | 'category';
};

export const groups = {
  reading: [
    { name: 'perPage', label: 'setting.per-page' },
    { name: 'frontPage', label: 'setting.front-page', hint: 'setting.front-page-hint', idOf: 'page' },
    { name: 'postsPage', label: 'setting.posts-page', hint: 'setting.posts-page-hint', idOf: 'page' },
    {
      name: 'dates',
      label: 'setting.dates',
      choices: {
        published: 'setting.dates.published',
        'published-and-updated': 'setting.dates.updated',
        none: 'setting.dates.none',
      },
    },
    { name: 'readingTime', label: 'setting.reading-time' },
    { name: 'contentsFrom', label: 'setting.contents-from', hint: 'setting.zero-never' },
    { name: 'authorBox', label: 'setting.author-box' },
    { name: 'related', label: 'setting.related', hint: 'setting.zero-none' },
    {
      name: 'defaultCategory',
      label: 'setting.default-category',
      hint: 'setting.default-category-hint',
      idOf: 'category',
    },
    { name: 'feedItems', label: 'setting.feed-items' },
    { name: 'searchEngines', label: 'setting.search-engines' },
    {
      name: 'republishLicence',
      label: 'setting.republish-licence',
      hint: 'setting.republish-licence-hint',
    },
    { name: 'republishTerms', label: 'setting.republish-terms' },
  ],
  replies: [
    { name: 'commentsOpen', label: 'setting.comments-open' },
    { name: 'guestsMayReply', label: 'setting.guests' },
    { name: 'nameRequired', label: 'setting.name-required' },
    { name: 'emailRequired', label: 'setting.email-required', hint: 'setting.email-required-hint' },
    {
      name: 'premoderation',
      label: 'setting.premoderation',
      choices: {
        everyone: 'setting.premoderation.everyone',
        newcomers: 'setting.premoderation.newcomers',
        nobody: 'setting.premoderation.nobody',
      },
    },
    { name: 'closeAfterDays', label: 'setting.close-after', hint: 'setting.zero-never' },
    {
      name: 'commentsOrder',
      label: 'setting.comments-order',
      choices: { oldest: 'setting.comments-order.oldest', newest: 'setting.comments-order.newest' },
    },
    { name: 'commentsPerPage', label: 'setting.comments-per-page' },
    { name: 'commentsDepth', label: 'setting.comments-depth' },
    { name: 'gravatar', label: 'setting.gravatar', hint: 'setting.gravatar-hint' },
  ],
  moderation: [
    { name: 'maxLinks', label: 'setting.max-links' },
    { name: 'wordsHeld', label: 'setting.words-held', hint: 'setting.words-hint' },
    { name: 'wordsSpam', label: 'setting.words-spam', hint: 'setting.words-hint' },
    { name: 'reportsHold', label: 'setting.reports-hold', hint: 'setting.zero-never' },
    { name: 'akismetKey', label: 'setting.akismet-key', hint: 'setting.akismet-key-hint' },
    { name: 'akismetUrl', label: 'setting.akismet-url' },
  ],
  links: [
    {
      name: 'watchLinks',
      label: 'setting.watch-links',
      hint: 'setting.watch-links-hint',
      choices: {
        none: 'setting.watch-links.none',
        sources: 'setting.watch-links.sources',
        all: 'setting.watch-links.all',
      },
    },
    { name: 'captureLinks', label: 'setting.capture-links', hint: 'setting.capture-links-hint' },
    { name: 'linkLetters', label: 'setting.link-letters', hint: 'setting.link-letters-hint' },
  ],
} as const satisfies Record<string, readonly Described[]>;

export type GroupName = keyof typeof groups;

/** What kind of answer a setting takes. */
export type Answer =
  | { readonly kind: 'number'; readonly least: number; readonly most: number }
  | { readonly kind: 'yes-no' }
  | { readonly kind: 'choice' }
  | { readonly kind: 'lines' }
  | { readonly kind: 'text'; readonly nullable: boolean }
  | { readonly kind: 'id'; readonly of: 'page' | 'category' };

export function answerOf({ name, idOf }: Described): Answer {
  if (idOf) return { kind: 'id', of: idOf };
  const schema: unknown = settingsChange.shape[name].unwrap();
  if (schema instanceof z.ZodNumber)
    return { kind: 'number', least: schema.minValue ?? 0, most: schema.maxValue ?? Number.MAX_SAFE_INTEGER };
  if (schema instanceof z.ZodBoolean) return { kind: 'yes-no' };
  if (schema instanceof z.ZodEnum) return { kind: 'choice' };
  if (schema instanceof z.ZodArray) return { kind: 'lines' };
  return { kind: 'text', nullable: schema instanceof z.ZodNullable };
}

/** What a form says of a setting, as the settings take it; a text that is no number stays one, and is refused. */
export function answered(described: Described, form: URLSearchParams): unknown {
  const text = form.get(described.name)?.trim() ?? '';
  const answer = answerOf(described);
  switch (answer.kind) {
    case 'number':
      return /^\d{1,9}$/.test(text) ? Number(text) : text;
    case 'yes-no':
      return text === '1';
    case 'id':
      return text === '' ? null : Number(text);
    case 'lines':
      return text.split(/\r?\n/).flatMap((line) => line.trim() || []);
    case 'text':
      return text === '' && answer.nullable ? null : text;
    case 'choice':
      return text;
  }
}
