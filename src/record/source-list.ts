import { readKeyset } from '../desk/keyset.ts';
import { type Html, html } from '../kit/html.ts';
import { partialDateTime } from '../kit/partial-date.ts';
import { formatPartialDate } from '../kit/partial-date-text.ts';
import type { PublicAsked, PublicPage } from '../site/public-page.ts';
import {
  type Source,
  shortAddress,
  sourceKinds,
  sourceName,
  sourcePath,
  sourceStates,
} from '../source/source.ts';
import { choice, filterForm, searchField } from './filter.ts';
import { pager } from './paging.ts';
import { openSources, type SourceWish } from './read-sources.ts';

const perPage = 50;

/** `GET /-/sources/`: what posts quote and republish. */
export async function showSources(asked: PublicAsked): Promise<PublicPage> {
  const { reader, request, t } = asked;
  const wish = wishOf(request.query);
  const { after } = readKeyset(request.query, 2);
  reader.note('sources', 'quotations');
  const found = await openSources(reader.db, reader.siteId, wish, { limit: perPage + 1, after });
  const rows = found.slice(0, perPage);
  const last = found.length > perPage ? rows.at(-1) : undefined;
  reader.note(...rows.map(({ id }) => `source:${id}`));
  const narrowed = Object.keys(wish).length > 0;
  return {
    title: t('record.sources'),
    description: t('record.sources-text'),
    ...(request.query.size === 0 && { canonical: '/-/sources/' }),
    main: html`<p>${t('record.sources-text')}</p>
${filters(asked, wish)}${
  rows.length === 0
    ? html`<p class="empty">${t(narrowed ? 'source.none-found' : 'record.no-sources')}</p>\n`
    : html`<ol class="records">
${rows.map((source) => row(asked, source))}</ol>
`
}${pager(asked, { next: last && [last.createdAt, last.id], first: after === undefined })}`,
  };
}

function wishOf(query: URLSearchParams): SourceWish {
  const text = (query.get('q') ?? '').trim().slice(0, 200);
  const kind = sourceKinds.find((each) => each === query.get('kind'));
  const state = sourceStates.find((each) => each === query.get('state'));
  return { ...(text !== '' && { query: text }), ...(kind && { kind }), ...(state && { state }) };
}

function filters(asked: PublicAsked, { query = '', kind, state }: SourceWish): Html {
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
