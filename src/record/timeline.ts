import { keysetPage } from '../desk/keyset.ts';
import { type Html, html } from '../kit/html.ts';
import { idIn } from '../kit/http/form.ts';
import { formatMonth, formatYear } from '../kit/i18n/index.ts';
import { precisionOf } from '../kit/partial-date.ts';
import { type After, type ListedQuotation, type QuotationFilter, timeline } from '../quotation/read.ts';
import type { PublicAsked, PublicPage } from '../site/public-page.ts';
import { readSource } from '../source/read.ts';
import type { Source } from '../source/source.ts';
import { readSpeakersBySlug } from '../speaker/read.ts';
import { nameIn, type Speaker } from '../speaker/speaker.ts';
import { choice, filterForm } from './filter.ts';
import { languageName } from './language-name.ts';
import { keysetIn, pager, placeOf, quotationAfter } from './paging.ts';
import { languagesOf, speakersOf, yearsOf } from './read-timeline.ts';
import { readSaid, type Said, saidList, sourceLink } from './said.ts';
import { choiceKey, verdicts } from './verdict.ts';
import { yearChart } from './year-chart.ts';

const perPage = 50;

type Wish = QuotationFilter & { readonly year?: number };

type Narrowing = { readonly wish: Wish; readonly speaker?: Speaker; readonly source?: Source };

/** `GET /-/timeline/`: who said what when, the last first. */
export async function showTimeline(asked: PublicAsked): Promise<PublicPage> {
  const { reader, request, t } = asked;
  const { db, siteId } = reader;
  const narrowing = await narrowingOf(asked);
  const { year, ...filter } = narrowing.wish;
  const keyset = keysetIn(request.query);
  const found = await timeline(db, siteId, {
    ...filter,
    count: perPage + 1,
    ...(year !== undefined && { after: endOf(year) }),
    ...quotationAfter(keyset),
  });
  const page = keysetPage(found, perPage, keyset);
  const said = await readSaid(asked, page.rows);
  const years = await yearsOf(db, siteId, filter);
  const narrowed = Object.keys(narrowing.wish).length > 0;
  reader.note('speakers');
  return {
    title: t('record.timeline'),
    description: t('record.timeline-text'),
    ...(request.query.size === 0 && { canonical: '/-/timeline/' }),
    main: html`<p>${t('record.timeline-text')} <a href="/-/speakers/">${t('record.all-speakers')}</a></p>
${yearChart(asked, years)}${await filters(asked, narrowing)}${
  page.rows.length === 0
    ? html`<p class="empty">${t(narrowed ? 'record.none-said-fits' : 'record.none-said')}</p>\n`
    : byMonth(asked, said)
}${pager(asked, page, placeOf)}`,
  };
}

/** A year's last moment, as dates are ordered. */
function endOf(year: number): After {
  return { key: `${String(year).padStart(4, '0')}-99`, id: 0 };
}

async function narrowingOf({ request, reader }: PublicAsked): Promise<Narrowing> {
  const { query } = request;
  const { db, siteId } = reader;
  const slug = query.get('speaker')?.trim() ?? '';
  const speaker = slug === '' ? undefined : (await readSpeakersBySlug(db, siteId, [slug])).get(slug);
  const source = await readSource(db, siteId, idIn(query.get('source')));
  const lang = query.get('lang')?.trim() ?? '';
  const verdict = verdicts.find((each) => each === query.get('verdict'));
  const year = /^\d{3,4}$/.test(query.get('year') ?? '') ? Number(query.get('year')) : undefined;
  return {
    wish: {
      ...(slug !== '' && { speaker: speaker?.id ?? 0 }),
      ...(query.has('source') && query.get('source') !== '' && { source: source?.id ?? 0 }),
      ...(lang !== '' && { lang }),
      ...(verdict && { verdict }),
      ...(year !== undefined && { year }),
    },
    ...(speaker && { speaker }),
    ...(source && { source }),
  };
}

async function filters(asked: PublicAsked, { wish, speaker, source }: Narrowing): Promise<Html> {
  const { t, locale, reader } = asked;
  const speakers = await speakersOf(reader.db, reader.siteId);
  const all = speaker && !speakers.some(({ id }) => id === speaker.id) ? [speaker, ...speakers] : speakers;
  const languages = await languagesOf(reader.db, reader.siteId);
  return filterForm(
    asked,
    '/-/timeline/',
    html`${source && html`<p class="field wide">${t.html('record.from-source', { name: sourceLink(source) })}<input type="hidden" name="source" value="${source.id}"></p>\n`}${choice(
      'speaker',
      t('record.speaker'),
      speaker?.slug ?? '',
      [['', t('desk.any')], ...all.map((each) => [each.slug, nameIn(each, locale).text] as const)],
    )}${
      languages.length > 1 &&
      choice('lang', t('source.field', { name: 'lang' }), wish.lang ?? '', [
        ['', t('desk.any')],
        ...languages.map((lang) => [lang, languageName(locale, lang)] as const),
      ])
    }${choice('verdict', t('record.verdict-label'), wish.verdict ?? '', [
      ['', t('desk.any')],
      ...verdicts.map(
        (verdict) => [verdict, t('record.verdict-choice', { verdict: choiceKey(verdict) })] as const,
      ),
    ])}`,
  );
}

type Month = { readonly year: string; readonly month: string; readonly rows: readonly ListedQuotation[] };

/** Under the year and the month that each was said in, as far as that is known. */
function byMonth(asked: PublicAsked, said: Said): Html {
  const { t, locale, site } = asked;
  const months: Month[] = [];
  for (const quotation of said.quotations) {
    const [year = '', month = ''] = (quotation.said ?? '').replace(/[~Z]+$/, '').split(/[-T]/);
    const known = quotation.said !== null && precisionOf(quotation.said) === 'year' ? '' : month;
    const last = months.at(-1);
    if (last?.year === year && last.month === known)
      months[months.length - 1] = { ...last, rows: [...last.rows, quotation] };
    else months.push({ year, month: known, rows: [quotation] });
  }
  return html`${months.map(({ year, month, rows }, at) => {
    const heading =
      year !== months[at - 1]?.year &&
      html`<h2 id="y${year}">${formatYear(Number(year), { locale, calendar: site.calendar })}</h2>\n`;
    const below =
      month === ''
        ? t('record.month-unknown')
        : formatMonth(`${year}-${month}`, { locale, calendar: site.calendar });
    return html`${heading}<section class="month"><h3>${below}</h3>
${saidList(asked, { ...said, quotations: rows })}</section>
`;
  })}`;
}
