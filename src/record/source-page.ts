import type { Capture } from '../capture/capture.ts';
import { captureHref, type LinkState, linkState } from '../capture/link-state.ts';
import { keysetPage } from '../desk/keyset.ts';
import { type Html, html } from '../kit/html.ts';
import { idIn } from '../kit/http/form.ts';
import { type Reply, redirect } from '../kit/http/index.ts';
import { partialDateTime } from '../kit/partial-date.ts';
import { formatPartialDate } from '../kit/partial-date-text.ts';
import { shortAddress } from '../kit/words/short-address.ts';
import { hrefOf } from '../post/permalink.ts';
import { isVerbatim } from '../quotation/mark.ts';
import type { Quotation } from '../quotation/quotation.ts';
import { quotationsOfSource } from '../quotation/read.ts';
import { licenceNamed } from '../republish/licence.ts';
import { publicDate } from '../site/public-date.ts';
import type { PublicAsked, PublicPage } from '../site/public-page.ts';
import { readSource } from '../source/read.ts';
import { type Source, sourceName, sourcePath } from '../source/source.ts';
import { byHand } from './by-hand.ts';
import { copiesList, readCopies } from './copies.ts';
import { sourceData } from './json-ld.ts';
import { languageName } from './language-name.ts';
import { keysetIn, pager, placeOf, quotationAfter } from './paging.ts';
import { isOpenSource, republishingPosts } from './read-sources.ts';
import { readSaid, saidList } from './said.ts';

const perPage = 30;

/** `GET /-/sources/12/`: what it is, whether it is still there, its copies, and what is quoted from it. */
export async function showSource(asked: PublicAsked): Promise<PublicPage | Reply | undefined> {
  const { reader, request, t, origin, site } = asked;
  const { db, siteId, note } = reader;
  const found = await openSource(asked);
  if (!found || 'status' in found) return found;
  const { source } = found;
  const keyset = keysetIn(request.query);
  const quoted = await quotationsOfSource(db, siteId, source.id, {
    public: true,
    count: perPage + 1,
    ...quotationAfter(keyset),
  });
  const page = keysetPage(quoted, perPage, keyset);
  const { rows } = page;
  const said = await readSaid(asked, rows);
  const copies = await readCopies(asked, source.id);
  const shown = copies.filter(({ capture }) => capture.visibility === 'public').map(({ capture }) => capture);
  const link =
    source.address === null ? undefined : (await linkState(db, siteId, [source.address])).get(source.address);
  note('links');
  const posts = await republishingPosts(db, siteId, source.id);
  note(...posts.map(({ id }) => `post:${id}`));
  const tongue = source.title === '' ? null : source.lang;
  return {
    title: sourceName(source),
    ...(tongue !== null && { lang: tongue }),
    kicker: html`<a href="/-/sources/">${t('record.sources')}</a> · ${t('source.kind', { kind: source.kind })}`,
    description: descriptionOf(source),
    ...(keyset.after === undefined && { canonical: sourcePath(source.id) }),
    jsonLd: sourceData(
      origin,
      source,
      shown.map(({ id, capturedAt, createdAt }) => ({ href: captureHref(id), at: capturedAt ?? createdAt })),
    ),
    main: html`${standing(asked, source, link, copyToRead(source, shown, rows))}${facts(asked, source)}<section aria-labelledby="copies"><h2 id="copies">${t('record.copies')}</h2>
${copiesList(asked, source, copies)}</section>
${
  rows.length > 0 &&
  html`<section aria-labelledby="quotations"><h2 id="quotations">${t('record.quoted-from-it')}</h2>
${saidList(asked, said, { source: true })}${pager(asked, page, placeOf)}</section>
`
}${
  posts.length > 0 &&
  html`<section aria-labelledby="republished"><h2 id="republished">${t('record.republished-here')}</h2>
<ul>${posts.map(
    ({ title, path, lang }) =>
      html`<li><a href="${hrefOf(path ?? '/')}"><bdi${lang !== null && html` lang="${lang}"`}>${title}</bdi></a></li>\n`,
  )}</ul></section>
`
}${byHand(asked, site.id, shown[0])}`,
  };
}

/** A source that readers may see; the number of one that was merged leads to the one that it became part of. */
export async function openSource(
  asked: PublicAsked,
): Promise<{ readonly source: Source } | Reply | undefined> {
  const { reader, params, origin } = asked;
  const { db, siteId, note } = reader;
  const id = idIn(params.id);
  note(`source:${id}`);
  const source = await readSource(db, siteId, id);
  if (!source || !(await isOpenSource(db, siteId, source.id))) return undefined;
  note(`source:${source.id}`);
  return source.id === id ? { source } : redirect(origin + sourcePath(source.id), 301);
}

function descriptionOf({ publisher, author, published, address }: Source): string {
  return [author, publisher, published ?? '', address ?? ''].filter((text) => text !== '').join(' · ');
}

/** The newest copy; where the page says something else now, the newest in which quoted words were found. */
function copyToRead(
  { state }: Source,
  copies: readonly Capture[],
  quoted: readonly Quotation[],
): Capture | undefined {
  if (state !== 'drifted') return copies[0];
  const found = new Set(
    quoted.filter(({ verdict }) => isVerbatim(verdict)).map(({ selector }) => selector?.captureId),
  );
  return copies.find(({ id }) => found.has(id)) ?? copies[0];
}

/** Where to read it: the page itself and the copy here; the copy first where the page is no more. */
function standing(
  asked: PublicAsked,
  source: Source,
  link: LinkState | undefined,
  copy: Capture | undefined,
): Html | undefined {
  const { t } = asked;
  const { address, state } = source;
  const gone = state === 'dead' || state === 'drifted';
  const live =
    address !== null &&
    html`<li><a href="${address}" rel="noreferrer"${gone && html` class="once"`}>${t(gone ? 'record.live-once' : 'record.live')}</a> <span class="address" dir="ltr">${shortAddress(address)}</span></li>\n`;
  const kept =
    copy?.capturedAt &&
    html`<li><a href="${captureHref(copy.id)}">${t('record.copy-of', { date: publicDate(asked, copy.capturedAt, 'day') })}</a></li>\n`;
  if (!live && !kept) return undefined;
  const checked = link?.checkedAt;
  return html`<div class="standing state-${state}">
<p class="state">${t('record.state', { state: state === 'unknown' ? 'other' : state })}${
    checked &&
    html` <span class="facts">${t('record.checked', { date: publicDate(asked, checked, 'day') })}</span>`
  }</p>
<ul class="reach">${gone ? html`${kept}${live}` : html`${live}${kept}`}</ul>
</div>
`;
}

function facts({ t, locale, site }: PublicAsked, source: Source): Html | undefined {
  const { publisher, author, published, lang, licence, legalBasis, canonical } = source;
  const rows: readonly (readonly [label: string, value: Html | false])[] = [
    [t('source.field', { name: 'publisher' }), publisher !== '' && html`<bdi>${publisher}</bdi>`],
    [t('source.field', { name: 'author' }), author !== '' && html`<bdi>${author}</bdi>`],
    [
      t('source.field', { name: 'published' }),
      published !== null &&
        html`<time datetime="${partialDateTime(published)}">${formatPartialDate(published, locale, site)}</time>`,
    ],
    [t('source.field', { name: 'lang' }), lang !== null && html`${languageName(locale, lang)}`],
    [
      t('source.field', { name: 'canonical' }),
      canonical !== null &&
        html`<a href="${canonical}" dir="ltr" rel="noreferrer">${shortAddress(canonical)}</a>`,
    ],
    [t('source.field', { name: 'licence' }), licence !== '' && licenceText(licence)],
    [
      t('source.field', { name: 'legalBasis' }),
      legalBasis !== '' && html`<span dir="auto">${legalBasis}</span>`,
    ],
  ];
  const told = rows.filter(([, value]) => value !== false);
  if (told.length === 0) return undefined;
  return html`<dl class="facts table">${told.map(([label, value]) => html`<div><dt>${label}</dt><dd>${value}</dd></div>\n`)}</dl>
`;
}

function licenceText(licence: string): Html {
  const { label = licence, href } = licenceNamed(licence) ?? {};
  return href === undefined
    ? html`<bdi>${label}</bdi>`
    : html`<a href="${href}" rel="license noreferrer" dir="ltr">${label}</a>`;
}
