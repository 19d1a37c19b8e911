import { captureHref } from '../capture/link-state.ts';
import { type Document, firstStrong, type Quoted, type RenderedQuotation } from '../document/index.ts';
import type { Database, Transaction } from '../kit/database/index.ts';
import { type Html, html, join } from '../kit/html.ts';
import { type DateSetting, localeDirection, messagesFor } from '../kit/i18n/index.ts';
import { partialDateTime } from '../kit/partial-date.ts';
import { formatPartialDate } from '../kit/partial-date-text.ts';
import { sourceName, sourcePath } from '../source/source.ts';
import { nameIn, speakerHref } from '../speaker/speaker.ts';
import { aboutQuotation, type Telling } from './about.ts';
import { type Cited, citedBy } from './cited.ts';
import { markWord, toneOf } from './mark.ts';
import { pairQuotations } from './pair.ts';
import type { Quotation } from './quotation.ts';

/** What the renderer asks for each quotation that it meets. */
export type ShownQuotations = (by: Quoted['by']) => RenderedQuotation | undefined;

/** What readers are shown about the quotations of a document, in the language and by the clock of its page. */
export async function showQuotations(
  db: Database | Transaction,
  siteId: number,
  { document, quotations }: { readonly document: Document; readonly quotations: readonly Quotation[] },
  date: DateSetting,
): Promise<ShownQuotations> {
  if (quotations.length === 0) return () => undefined;
  const told: Telling = { t: messagesFor(date.locale), date };
  const cited = new Map((await citedBy(db, siteId, quotations)).map((each) => [each.quotation, each]));
  const shown = new Map<Quoted['by'], RenderedQuotation>();
  for (const { quoted, quotation } of pairQuotations(document, quotations)) {
    const known = cited.get(quotation);
    if (known !== undefined) shown.set(quoted.by, rendered(told, known));
  }
  return (by) => shown.get(by);
}

function rendered(told: Telling, cited: Cited): RenderedQuotation {
  const { t } = told;
  const { quotation } = cited;
  const word = markWord(t, quotation);
  const translation = translators(told, quotation);
  return {
    key: quotation.key,
    dir: localeDirection(told.date.locale),
    lang: told.date.locale,
    tone: toneOf(quotation),
    word,
    label: t('quotation.mark-label', { word }),
    attribution: attribution(told, cited, translation).toString(),
    ...(translation && { translation: translation.toString() }),
    words: t.html('quotation.words', { words: excerpt(quotation) }).toString(),
    about: aboutQuotation(told, cited).toString(),
  };
}

/** The words of an entry that stands apart from them, as they stand in the text. */
function excerpt({ text, lang, dir, translations }: Quotation): Html {
  const [translated] = translations;
  const shown = translated ?? { text, dir, ...(lang !== null && { lang }) };
  const short =
    shown.text.length > 160
      ? `${shown.text
          .slice(0, 160)
          .replace(/\s+\S*$/u, '')
          .toWellFormed()}…`
      : shown.text;
  return html`<span class="p-content" dir="${shown.dir}"${shown.lang !== undefined && html` lang="${shown.lang}"`}>${short}</span>`;
}

function translators({ t }: Telling, { translations }: Quotation): Html | undefined {
  if (translations.length === 0) return undefined;
  const names = [...new Set(translations.flatMap(({ translator }) => translator ?? []))];
  if (names.length === 0) return html`${t('quotation.translation')}`;
  return t.html('quotation.translation-by', {
    name: join(
      names.map((name) => html`<bdi>${name}</bdi>`),
      t('quotation.comma'),
    ),
  });
}

/** Who said it, as what, when and where; where it stands; whose translation it is. */
function attribution(told: Telling, cited: Cited, translation: Html | undefined): Html {
  const { t } = told;
  const parts = [
    speakerOf(told, cited),
    roleOf(cited),
    saidOf(told, cited.quotation),
    cited.quotation.place === null ? undefined : html`<span dir="auto">${cited.quotation.place}</span>`,
  ].filter((part) => part !== undefined);
  const said = join(parts, t('quotation.comma'));
  const rest = [parts.length > 0 ? said : undefined, sourceLinks(told, cited), translation];
  return join(
    rest.filter((part) => part !== undefined),
    ' · ',
  );
}

function speakerOf({ date }: Telling, { speaker }: Cited): Html | undefined {
  if (speaker === undefined) return undefined;
  const { text, lang } = nameIn(speaker, date.locale);
  return html`<a class="p-author h-card" href="${speakerHref(speaker.slug)}"><bdi${lang !== null && html` lang="${lang}"`}>${text}</bdi></a>`;
}

/** What they were when they said it, where that is known. */
function roleOf({ speaker, quotation }: Cited): Html | undefined {
  const { said } = quotation;
  if (speaker === undefined || said === null) return undefined;
  const role = speaker.roles.find(
    ({ from, until }) =>
      (from !== null || until !== null) &&
      (from ?? '') <= said &&
      said <= (until === null ? '9999' : `${until}~`),
  );
  const title = role && [role.title, role.organisation].filter((part) => part !== '');
  if (title === undefined || title.length === 0) return undefined;
  return html`<span dir="auto">${title.join(firstStrong(title[0] ?? '') === 'rtl' ? '، ' : ', ')}</span>`;
}

function saidOf({ date }: Telling, { said }: Quotation): Html | undefined {
  if (said === null) return undefined;
  const { locale, calendar, timeZone } = date;
  return html`<time class="dt-published" datetime="${partialDateTime(said)}">${formatPartialDate(said, locale, { calendar, timeZone })}</time>`;
}

/**
 * The source: its page on this site where it has no address, else the original with what leads to the copy (Robust
 * Links). Where the original is gone, the copy itself leads.
 */
function sourceLinks({ t }: Telling, { source, capture }: Cited): Html {
  const name = html`<cite class="p-name" dir="auto">${sourceName(source)}</cite>`;
  const { address, state } = source;
  const copy = capture && captureHref(capture.id);
  const robust =
    address !== null &&
    copy !== undefined &&
    html` data-originalurl="${address}" data-versionurl="${copy}" data-versiondate="${capture?.capturedAt?.slice(0, 10) ?? ''}"`;
  if (address === null) return html`<a class="u-url" href="${sourcePath(source.id)}">${name}</a>`;
  if (state === 'dead' && copy !== undefined)
    return html`<a class="u-url" href="${copy}"${robust}>${name}</a> (<a href="${address}" rel="noreferrer">${t('quotation.original')}</a> <span class="gone">${t('quotation.gone')}</span>)`;
  return html`<a class="u-url" href="${address}"${robust}>${name}</a>`;
}
