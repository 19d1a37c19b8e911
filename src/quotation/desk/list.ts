import { may } from '../../account/may.ts';
import { authorsOfAccount } from '../../author/read.ts';
import { type Asked, type Desk, keysetPage, list, pager, readKeyset, tabs } from '../../desk/index.ts';
import type { Database } from '../../kit/database/index.ts';
import { type Html, html } from '../../kit/html.ts';
import { idIn } from '../../kit/http/form.ts';
import type { Reply } from '../../kit/http/message.ts';
import { readSources } from '../../source/read.ts';
import { type Source, sourceName } from '../../source/source.ts';
import { readSpeakers } from '../../speaker/read.ts';
import type { Speaker } from '../../speaker/speaker.ts';
import { beginningOf } from '../beginning.ts';
import { verdicts } from '../check/check.ts';
import { markWord, verdictWord } from '../mark.ts';
import type { QuotationVerdict } from '../quotation.ts';
import { countVerdicts, type ListedQuotation, listQuotations, type QuotationFilter } from '../read.ts';
import { verdictChart } from './chart.ts';
import { quotationPath, quotationsPath } from './paths.ts';
import { verdictName } from './verdict-name.ts';

const rowsOfPage = 50;

const verdictsOfDesk: readonly QuotationVerdict[] = [...verdicts, 'pending'];

/** How many quotations of a site stand in posts without a source: they are not known here. */
export type CountUnsourced = (db: Pick<Database, 'read'>, siteId: number) => Promise<number>;

/** `GET /-/admin/quotations/`: what posts quote, by verdict, speaker, source or post. */
export async function showList(desk: Desk, asked: Asked, countUnsourced: CountUnsourced): Promise<Reply> {
  const { world, site, t, request } = asked;
  const filter = { ...filterFrom(request.query), ...(await signedBy(asked)) };
  const keyset = readKeyset(request.query, 1);
  const rows = await listQuotations(world.db, site.id, filter, {
    public: false,
    count: rowsOfPage + 1,
    ...(keyset.after && { after: { key: '', id: idIn(keyset.after[0]) } }),
    ...(keyset.before && { before: { key: '', id: idIn(keyset.before[0]) } }),
  });
  const page = keysetPage(rows, rowsOfPage, keyset);
  const { verdict: _, ...narrowed } = filter;
  const counts = await countVerdicts(world.db, site.id, { ...narrowed, public: false });
  const known = await readKnown(asked, page.rows);
  const unsourced = await countUnsourced(world.db, site.id);
  const table = list(asked, {
    caption: t('quotation.title'),
    rows: page.rows,
    id: ({ id }) => id,
    name: ({ text }) => text,
    empty: empty(asked, { any: counts.size > 0, unsourced }),
    columns: columns(asked, known),
  });
  return desk.page(asked, {
    title: t('quotation.title'),
    section: 'quotations',
    wide: true,
    actions: html`<a class="button" href="${quotationsPath}new">${t('quotation.new')}</a> <a class="button plain" href="${unsourcedHref}">${t('quotation.unsourced-link')}${unsourced > 0 && html` <span class="count">${unsourced}</span>`}</a>`,
    main: html`${counts.size > 0 && html`${verdictChart(asked, counts)}${verdictTabs(asked, filter, counts)}`}${table}${pager(asked, page, ({ id }) => [id])}`,
  });
}

const unsourcedHref = `${quotationsPath}unsourced/`;

function empty(
  { t }: Asked,
  { any, unsourced }: { readonly any: boolean; readonly unsourced: number },
): Html {
  return html`<p>${t(any ? 'quotation.none-found' : 'quotation.none')}</p>
${!any && unsourced > 0 && html`<p><a href="${unsourcedHref}">${t('quotation.unsourced-count', { count: unsourced })}</a></p>`}
<p>${any ? html`<a class="button plain" href="${quotationsPath}">${t('quotation.show-all')}</a>` : html`<a class="button" href="${quotationsPath}new">${t('quotation.new')}</a>`}</p>`;
}

/** Drafts of others are for editors. */
async function signedBy({ actor, account, site, world }: Asked): Promise<Pick<QuotationFilter, 'signedBy'>> {
  if (may(actor, 'read-unpublished', { siteId: site.id })) return {};
  return { signedBy: await authorsOfAccount(world.db, site.id, account.id) };
}

function filterFrom(query: URLSearchParams): QuotationFilter {
  const number = (name: string) => (idIn(query.get(name)) > 0 ? idIn(query.get(name)) : undefined);
  const [speaker, source, post] = [number('speaker'), number('source'), number('post')];
  const verdict = verdictsOfDesk.find((each) => each === query.get('verdict'));
  return {
    ...(speaker !== undefined && { speaker }),
    ...(source !== undefined && { source }),
    ...(post !== undefined && { post }),
    ...(verdict !== undefined && { verdict }),
  };
}

function hrefWith(filter: QuotationFilter, change: Partial<QuotationFilter>): string {
  const query = new URLSearchParams();
  const { signedBy: _, ...said } = { ...filter, ...change };
  for (const [name, value] of Object.entries(said)) if (value !== undefined) query.set(name, String(value));
  return query.size === 0 ? quotationsPath : `${quotationsPath}?${query}`;
}

function verdictTabs(
  asked: Asked,
  filter: QuotationFilter,
  counts: ReadonlyMap<QuotationVerdict, number>,
): Html {
  const { t } = asked;
  const { verdict, ...others } = filter;
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
  const shown = verdictsOfDesk.filter((each) => counts.has(each) || each === verdict);
  return tabs(t('quotation.by-verdict'), [
    { label: t('quotation.all'), href: hrefWith(others, {}), count: total, current: verdict === undefined },
    ...shown.map((each) => ({
      label: verdictName(t, each),
      href: hrefWith(others, { verdict: each }),
      count: counts.get(each) ?? 0,
      current: each === verdict,
    })),
  ]);
}

type Known = {
  readonly sources: ReadonlyMap<number, Source>;
  readonly speakers: ReadonlyMap<number, Speaker>;
};

async function readKnown({ world, site }: Asked, rows: readonly ListedQuotation[]): Promise<Known> {
  const sources = await readSources(
    world.db,
    site.id,
    rows.map(({ sourceId }) => sourceId),
  );
  const speakers = await readSpeakers(
    world.db,
    site.id,
    rows.flatMap(({ speakerId }) => speakerId ?? []),
  );
  return { sources, speakers };
}

function columns({ t }: Asked, { sources, speakers }: Known) {
  return [
    {
      label: t('quotation.column-words'),
      heading: true,
      cell: (row: ListedQuotation) => {
        const { words, dir, lang } = beginningOf(row, 120);
        return html`<a href="${quotationPath(row.id)}" dir="${dir}"${lang !== null && html` lang="${lang}"`}>${words}</a>`;
      },
    },
    {
      label: t('quotation.column-verdict'),
      cell: (row: ListedQuotation) =>
        html`${markWord(t, row)}${row.override && html` <span class="soft">${verdictWord(t, row.verdict, row.reason)}</span>`}`,
    },
    {
      label: t('quotation.column-speaker'),
      cell: ({ speakerId }: ListedQuotation) => {
        const speaker = speakers.get(speakerId ?? 0);
        return (
          speaker && html`<a href="${quotationsPath}?speaker=${speaker.id}"><bdi>${speaker.name}</bdi></a>`
        );
      },
    },
    {
      label: t('quotation.column-source'),
      cell: ({ sourceId }: ListedQuotation) => {
        const source = sources.get(sourceId);
        return (
          source && html`<a href="${quotationsPath}?source=${source.id}"><bdi>${sourceName(source)}</bdi></a>`
        );
      },
    },
    {
      label: t('quotation.column-post'),
      cell: ({ postId, post }: ListedQuotation) =>
        html`<a href="${quotationsPath}?post=${postId}"><bdi>${post.title || `#${postId}`}</bdi></a>`,
    },
  ];
}
