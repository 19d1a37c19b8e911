import { type Html, html } from '../../src/kit/html.ts';
import { formatDate, formatNumber, messagesFor, type Translate } from '../../src/kit/i18n/index.ts';
import type { BlockFrame, Direction, Frame } from '../../src/reading/page.ts';

/** Where the theme's own files are served: `href('theme.css')` → `/-/assets/theme.1a2b3c4d5e.css`. */
export type AssetLinks = { readonly href: (name: string) => string };

/** What every template needs besides its page: the words, the dates, the frame and the files. */
export type Context<Around extends BlockFrame = Frame> = {
  /** The theme's own words. What becomes an element's content goes through `say`. */
  readonly t: Translate;
  /** Marks words as English, where the interface has none in the site's language. */
  readonly say: (words: Html | string) => Html | string;
  /** Whether the interface has no words in the site's language. */
  readonly foreign: boolean;
  readonly frame: Around;
  readonly assets: AssetLinks;
  readonly day: (iso: string) => string;
  readonly moment: (iso: string) => string;
  readonly number: (value: number) => string;
};

export function contextFor<Around extends BlockFrame>(frame: Around, assets: AssetLinks): Context<Around> {
  const { locale } = frame;
  const { timeZone, calendar } = frame.site;
  const t = messagesFor(locale);
  const foreign = isForeign(locale, t.language);
  return {
    t,
    say: (words) => (foreign ? html`<bdi lang="${t.language}" dir="ltr">${words}</bdi>` : words),
    foreign,
    frame,
    assets,
    day: (iso) => formatDate(iso, { locale, timeZone, calendar, style: 'day' }),
    moment: (iso) => formatDate(iso, { locale, timeZone, calendar, style: 'moment' }),
    number: (value) => formatNumber(value, locale),
  };
}

const foreignLocales = new Map<string, boolean>();

/** Whether the interface speaks another language than the site's, having no words in that. */
function isForeign(locale: string, language: string): boolean {
  let foreign = foreignLocales.get(locale);
  if (foreign === undefined) {
    foreign = new Intl.Locale(locale).language !== language;
    foreignLocales.set(locale, foreign);
  }
  return foreign;
}

/** Something written in a language and direction of its own, inside a page that has another. */
export type Tongue = { readonly lang?: string | undefined; readonly dir?: Direction | undefined };
