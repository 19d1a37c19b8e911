import { type Html, html } from '../kit/html.ts';
import { partialDateTime } from '../kit/partial-date.ts';
import { formatPartialDate } from '../kit/partial-date-text.ts';
import { hrefOf } from '../post/permalink.ts';
import { markWord, toneOf } from '../quotation/mark.ts';
import type { Quotation } from '../quotation/quotation.ts';
import type { ListedQuotation } from '../quotation/read.ts';
import type { PublicAsked } from '../site/public-page.ts';
import { readSources } from '../source/read.ts';
import { type Source, sourceName, sourcePath } from '../source/source.ts';
import { readSpeakers } from '../speaker/read.ts';
import { nameIn, type Speaker, speakerHref } from '../speaker/speaker.ts';

/** Quotations of a list with who said them and where; what was read of it is noted. */
export type Said = {
  readonly quotations: readonly ListedQuotation[];
  readonly speakers: ReadonlyMap<number, Speaker>;
  readonly sources: ReadonlyMap<number, Source>;
};

export async function readSaid(
  { reader }: PublicAsked,
  quotations: readonly ListedQuotation[],
): Promise<Said> {
  const { db, siteId, note } = reader;
  const speakerIds = quotations.flatMap(({ speakerId }) => speakerId ?? []);
  const sourceIds = quotations.map(({ sourceId }) => sourceId);
  const speakers = await readSpeakers(db, siteId, speakerIds);
  const sources = await readSources(db, siteId, sourceIds);
  note(
    'quotations',
    ...quotations.map(({ postId }) => `post:${postId}`),
    ...[...speakers.values()].map(({ id }) => `speaker:${id}`),
    ...[...sources.values()].map(({ id }) => `source:${id}`),
  );
  return { quotations, speakers, sources };
}

/** What the page tells already, and the entries need not. */
export type Known = { readonly speaker?: boolean; readonly source?: boolean };

/** Quotations as a list: the words, how they were found in their source, who said them when, and where it stands. */
export function saidList(asked: PublicAsked, said: Said, known: Known = {}): Html {
  return html`<ol class="said">
${said.quotations.map((quotation) => entry(asked, said, quotation, known))}</ol>
`;
}

function entry(asked: PublicAsked, said: Said, quotation: ListedQuotation, known: Known): Html {
  const { text, lang, dir, translations, post, key, postId } = quotation;
  const speaker = quotation.speakerId === null ? undefined : said.speakers.get(quotation.speakerId);
  const source = said.sources.get(quotation.sourceId);
  const stands = post.path === null ? undefined : `${hrefOf(post.path)}#quotation-${key}`;
  const parts = [
    known.speaker ? undefined : speaker && speakerLink(asked, speaker),
    saidWhen(asked, quotation),
    quotation.place === null ? undefined : html`<bdi>${quotation.place}</bdi>`,
    known.source ? undefined : source && sourceLink(source),
  ].filter((part) => part !== undefined);
  return html`<li id="quotation-${quotation.id}"><blockquote${lang !== null && html` lang="${lang}"`} dir="${dir}"${
    source?.address && html` cite="${source.address}"`
  }>${text}</blockquote>
${translations.map(
  (
    each,
  ) => html`<blockquote class="rendering"${each.lang !== undefined && html` lang="${each.lang}"`} dir="${each.dir}">${each.text}</blockquote>
${each.translator !== undefined && html`<p class="facts">${asked.t.html('record.translation', { name: html`<bdi>${each.translator}</bdi>` })}</p>\n`}`,
)}<p class="facts">${mark(asked, quotation, stands)}${parts.map((part) => html` · ${part}`)}</p>
${
  stands !== undefined &&
  html`<p class="facts">${asked.t.html('record.in-post', { title: html`<a href="${stands}"><bdi>${post.title || `#${postId}`}</bdi></a>` })}</p>\n`
}</li>
`;
}

/** The machine's verdict; where a person vouches for the words, that stands beside it. */
function mark({ t }: PublicAsked, quotation: Quotation, href: string | undefined): Html {
  const { override } = quotation;
  const attributes = html` class="verdict" data-tone="${toneOf(quotation)}"`;
  const words = markWord(t, { ...quotation, override: null });
  const said =
    href === undefined
      ? html`<span${attributes}>${words}</span>`
      : html`<a${attributes} href="${href}">${words}</a>`;
  return override === null
    ? said
    : html`${said} · ${t.html('record.vouched', { name: html`<bdi>${override.by}</bdi>` })}`;
}

function saidWhen({ t, locale, site }: PublicAsked, { said }: Quotation): Html | undefined {
  if (said === null) return undefined;
  return html`<time datetime="${partialDateTime(said)}" title="${t('record.said-on')}">${formatPartialDate(said, locale, site)}</time>`;
}

function speakerLink({ locale }: PublicAsked, speaker: Speaker): Html {
  const { text, lang } = nameIn(speaker, locale);
  return html`<a href="${speakerHref(speaker.slug)}"><bdi${lang !== null && html` lang="${lang}"`}>${text}</bdi></a>`;
}

export function sourceLink(source: Source): Html {
  const { lang, title } = source;
  const tongue = lang !== null && title !== '' && html` lang="${lang}"`;
  return html`<a href="${sourcePath(source.id)}"><cite><bdi${tongue}>${sourceName(source)}</bdi></cite></a>${
    source.publisher !== '' && html` · <bdi>${source.publisher}</bdi>`
  }`;
}
