import { keysetPage } from '../desk/keyset.ts';
import { type Html, html } from '../kit/html.ts';
import type { PublicAsked, PublicPage } from '../site/public-page.ts';
import { nameIn, speakerHref } from '../speaker/speaker.ts';
import { filterForm, searchField } from './filter.ts';
import { keysetIn, pager } from './paging.ts';
import { openSpeakers, type QuotedSpeaker } from './read-speakers.ts';
import { roleText } from './roles.ts';

const perPage = 100;

/** `GET /-/speakers/`: who is quoted. */
export async function showSpeakers(asked: PublicAsked): Promise<PublicPage> {
  const { reader, request, t } = asked;
  const query = (request.query.get('q') ?? '').trim().slice(0, 200);
  const keyset = keysetIn(request.query);
  reader.note('speakers', 'quotations');
  const found = await openSpeakers(reader.db, reader.siteId, query, { limit: perPage + 1, ...keyset });
  const page = keysetPage(found, perPage, keyset);
  return {
    title: t('record.speakers'),
    description: t('record.speakers-text'),
    ...(request.query.size === 0 && { canonical: '/-/speakers/' }),
    main: html`<p>${t('record.speakers-text')} <a href="/-/timeline/">${t('record.see-timeline')}</a></p>
${filterForm(asked, '/-/speakers/', searchField(t('speaker.search'), query))}${
  page.rows.length === 0
    ? html`<p class="empty">${t(query === '' ? 'record.no-speakers' : 'speaker.none-found')}</p>\n`
    : html`<ol class="records">
${page.rows.map((speaker) => row(asked, speaker))}</ol>
`
}${pager(asked, page, ({ key, id }) => [key, id])}`,
  };
}

function row(asked: PublicAsked, speaker: QuotedSpeaker): Html {
  const { t, locale } = asked;
  const { text, lang } = nameIn(speaker, locale);
  const others = speaker.names.filter((name) => name.text !== text);
  const role = speaker.roles.find(({ until }) => until === null) ?? speaker.roles[0];
  const parts = [
    ...others.map((name) => html`<bdi${name.lang !== null && html` lang="${name.lang}"`}>${name.text}</bdi>`),
    role && roleText(role),
    t('record.quotations', { count: speaker.quotations }),
  ].filter((part) => part !== undefined);
  return html`<li><a href="${speakerHref(speaker.slug)}"><bdi${lang !== null && html` lang="${lang}"`}>${text}</bdi></a>
<p class="facts">${parts.map((part, at) => html`${at > 0 && ' · '}${part}`)}</p></li>
`;
}
