import { keysetPage } from '../desk/keyset.ts';
import { type Html, html } from '../kit/html.ts';
import { partialDateTime } from '../kit/partial-date.ts';
import { formatPartialDate } from '../kit/partial-date-text.ts';
import { shortAddress } from '../kit/words/short-address.ts';
import type { PublicAsked, PublicPage } from '../site/public-page.ts';
import { type SourceFilter, sourceFilterIn } from '../source/find.ts';
import { type Source, sourceKinds, sourceName, sourcePath, sourceStates } from '../source/source.ts';
import { choice, filterForm, searchField } from './filter.ts';
import { keysetIn, pager } from './paging.ts';
import { openSources } from './read-sources.ts';

const perPage = 50;

/** `GET /-/sources/`: what posts quote and republish. */
export async function showSources(asked: PublicAsked): Promise<PublicPage> {
  const { reader, request, t } = asked;
  const filter = sourceFilterIn(request.query);
  const keyset = keysetIn(request.query);
  reader.note('sources', 'quotations');
  const found = await openSources(reader.db, reader.siteId, filter, { limit: perPage + 1, ...keyset });
  const page = keysetPage(found, perPage, keyset);
  const { rows } = page;
  reader.note(...rows.map(({ id }) => `source:${id}`));
  const narrowed = Object.keys(filter).length > 0;
  return {
    title: t('record.sources'),
    description: t('record.sources-text'),
    ...(request.query.size === 0 && { canonical: '/-/sources/' }),
    main: html`<p>${t('record.sources-text')}</p>
${filters(asked, filter)}${
  rows.length === 0
    ? html`<p class="empty">${t(narrowed ? 'source.none-found' : 'record.no-sources')}</p>\n`
    : html`<ol class="records">
${rows.map((source) => row(asked, source))}</ol>
`
}${pager(asked, page, ({ key, id }) => [key, id])}`,
  };
}

function filters(asked: PublicAsked, { query = '', kind, state }: SourceFilter): Html {
  const { t } = asked;
  return filterForm(
    asked,
    '/-/sources/',
    html`${searchField(t('source.search'), query)}${choice(
      'kind',
      t('source.field', { name: 'kind' }),
      kind ?? '',
      [['', t('desk.any')], ...sourceKinds.map((each) => [each, t('source.kind', { kind: each })] as const)],
    )}${choice('state', t('source.state-label'), state ?? '', [
      ['', t('desk.any')],
      ...sourceStates.map((each) => [each, t('source.state', { state: each })] as const),
    ])}`,
  );
}

function row({ t, locale, site }: PublicAsked, source: Source): Html {
  const { id, kind, publisher, author, published, address, lang, title, state } = source;
  const parts = [
    t('source.kind', { kind }),
    publisher !== '' && html`<bdi>${publisher}</bdi>`,
    author !== '' && html`<bdi>${author}</bdi>`,
    published !== null &&
      html`<time datetime="${partialDateTime(published)}">${formatPartialDate(published, locale, site)}</time>`,
    title !== '' && address !== null && html`<bdi dir="ltr">${shortAddress(address)}</bdi>`,
    (state === 'dead' || state === 'drifted') &&
      html`<strong class="state-${state}">${t('source.state', { state })}</strong>`,
  ].filter((part) => part !== false);
  return html`<li><a href="${sourcePath(id)}"><bdi${lang !== null && title !== '' && html` lang="${lang}"`}>${sourceName(source)}</bdi></a>
<p class="facts">${parts.map((part, at) => html`${at > 0 && ' · '}${part}`)}</p></li>
`;
}
