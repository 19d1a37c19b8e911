import type { Calendar } from '../kit/i18n/index.ts';
import type { SiteSettings } from './settings.ts';

/** A site, as every page of it needs it. */
export type Site = {
  readonly id: number;
  readonly title: string;
  readonly tagline: string;
  /** BCP 47 tag. */
  readonly locale: string;
  /** IANA name. */
  readonly timeZone: string;
  readonly calendar: Calendar;
  /** Pattern of its posts' addresses, in WordPress's tokens. */
  readonly permalinks: string;
  readonly settings: SiteSettings;
  /** Every host by which it is found, the primary one first. */
  readonly hosts: readonly SiteHost[];
  /** Absolute address of the home page on the primary host, with a trailing slash. */
  readonly url: string;
};

export type SiteHost = { readonly host: string; readonly scheme: 'http' | 'https' };

const calendars: readonly Calendar[] = ['gregory', 'persian', 'islamic-umalqura'];

export function isCalendar(text: string): text is Calendar {
  return calendars.some((calendar) => calendar === text);
}

/**
 * A BCP 47 tag in its canonical form (RFC 5646 § 4.5): `FR-ca` → `fr-CA`. Undefined when it is none. Languages
 * have two or three letters: longer ones are well-formed, but none is registered ("english").
 */
export function canonicalLocale(text: string): string | undefined {
  try {
    const [tag] = Intl.getCanonicalLocales(text.trim().replaceAll('_', '-'));
    return tag !== undefined && /^[a-z]{2,3}(-|$)/.test(tag) ? tag : undefined;
  } catch {
    return undefined;
  }
}

/** The name of a time zone as the program's time zone database has it. Undefined when it has none such. */
export function canonicalTimeZone(text: string): string | undefined {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: text.trim() }).resolvedOptions().timeZone;
  } catch {
    return undefined;
  }
}

/** The days of a locale's own calendar, where it is one that sites can count in. */
export function calendarOf(locale: string): Calendar {
  const calendar = new Intl.DateTimeFormat(locale).resolvedOptions().calendar;
  return isCalendar(calendar) ? calendar : 'gregory';
}
