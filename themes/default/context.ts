import { formatDate, formatNumber, messagesFor, type Translate } from '../../src/kit/i18n/index.ts';
import type { BlockFrame, Direction, Frame } from '../../src/reading/page.ts';

/** Where the theme's own files are served: `href('theme.css')` → `/-/assets/theme.1a2b3c4d5e.css`. */
export type AssetLinks = { readonly href: (name: string) => string };

/** What every template needs besides its page: the words, the dates, the frame and the files. */
export type Context<Around extends BlockFrame = Frame> = {
  readonly t: Translate;
  readonly frame: Around;
  readonly assets: AssetLinks;
  readonly day: (iso: string) => string;
  readonly moment: (iso: string) => string;
  readonly number: (value: number) => string;
};

export function contextFor<Around extends BlockFrame>(frame: Around, assets: AssetLinks): Context<Around> {
  const { locale } = frame;
  const { timeZone, calendar } = frame.site;
  return {
    t: messagesFor(locale),
    frame,
    assets,
    day: (iso) => formatDate(iso, { locale, timeZone, calendar, style: 'day' }),
    moment: (iso) => formatDate(iso, { locale, timeZone, calendar, style: 'moment' }),
    number: (value) => formatNumber(value, locale),
  };
}

/** Something written in a language and direction of its own, inside a page that has another. */
export type Tongue = { readonly lang?: string | undefined; readonly dir?: Direction | undefined };
