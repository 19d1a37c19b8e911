import { type Html, html } from '../kit/html.ts';
import { type DateStyle, formatDate } from '../kit/i18n/index.ts';
import type { Asked } from './desk.ts';

/** When something was, by the site's clock and calendar, in the language of the desk. */
export function dateText({ t, site }: Asked, iso: string, style: DateStyle): string {
  const { timeZone, calendar } = site;
  return formatDate(iso, { locale: t.locale, timeZone, calendar, style });
}

/** The same to the minute, as an element that programs can read too. */
export function moment(asked: Asked, iso: string): Html {
  return html`<time datetime="${iso}" dir="auto">${dateText(asked, iso, 'moment')}</time>`;
}
