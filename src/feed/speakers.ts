import { escapeHtml } from '../kit/html.ts';
import { formatPartialDate } from '../kit/partial-date-text.ts';
import { hrefOf } from '../post/permalink.ts';
import { verdictWord } from '../quotation/mark.ts';
import { type ListedQuotation, listQuotations } from '../quotation/read.ts';
import { note } from '../reading/reader.ts';
import { absolute, type Visit } from '../reading/visit.ts';
import { isOpenSpeaker } from '../record/read-speakers.ts';
import { readSources } from '../source/read.ts';
import { type Source, sourceName, sourcePath } from '../source/source.ts';
import { readSpeakersBySlug } from '../speaker/read.ts';
import { nameIn, type Speaker, speakerPath } from '../speaker/speaker.ts';
import type { FeedItem } from './model.ts';

/** A speaker's feed goes no further back than this: the page does. */
const most = 500;

/** The speaker whose page stands at a path, while a post that everybody may read quotes them. */
export async function speakerAt(visit: Visit, base: string): Promise<Speaker | undefined> {
  const [, slug] = /^\/-\/speakers\/([^/]+)\/$/.exec(base) ?? [];
  if (slug === undefined) return undefined;
  const { reader } = visit;
  note(reader, 'speakers');
  const speaker = (await readSpeakersBySlug(reader.db, reader.siteId, [slug])).get(slug);
  if (!speaker || speaker.slug !== slug) return undefined;
  return (await isOpenSpeaker(reader.db, reader.siteId, speaker.id)) ? speaker : undefined;
}

/** What a speaker is quoted as saying, the last quoted first. */
export async function quotationItems(
  visit: Visit,
  speaker: Speaker,
  limit: number,
  offset: number,
): Promise<readonly FeedItem[]> {
  if (offset + limit > most) return [];
  const { reader } = visit;
  const { db, siteId } = reader;
  note(reader, `speaker:${speaker.id}`, `quotations:speaker:${speaker.id}`);
  const count = offset + limit;
  const quoted = (await listQuotations(db, siteId, { speaker: speaker.id }, { public: true, count })).slice(
    offset,
  );
  const sources = await readSources(
    db,
    siteId,
    quoted.map(({ sourceId }) => sourceId),
  );
  note(
    reader,
    ...quoted.map(({ postId }) => `post:${postId}`),
    ...[...sources.values()].map(({ id }) => `source:${id}`),
  );
  return quoted.map((quotation) => itemOf(visit, speaker, quotation, sources.get(quotation.sourceId)));
}

function itemOf(
  visit: Visit,
  speaker: Speaker,
  quotation: ListedQuotation,
  source: Source | undefined,
): FeedItem {
  const { origin, site } = visit;
  const { id, key, text, lang, dir, post, listedAt, createdAt } = quotation;
  const at = listedAt ?? createdAt;
  return {
    guid: `${origin}/-/quotations/${id}`,
    url: `${absolute(visit, post.path ?? '/')}#quotation-${key}`,
    title: text.length > 100 ? `${text.slice(0, 99).toWellFormed().trimEnd()}…` : text,
    html: htmlOf(visit, quotation, source),
    summary: text,
    direction: dir,
    authors: [
      {
        name: nameIn(speaker, site.locale).text,
        url: absolute(visit, speakerPath(speaker.slug)),
      },
    ],
    categories: [],
    publishedAt: at,
    updatedAt: at,
    enclosures: [],
    ...(lang !== null && { lang }),
  };
}

function htmlOf(
  { t, site, origin }: Visit,
  { text, lang, dir, said, place, verdict, reason, post }: ListedQuotation,
  source: Source | undefined,
): string {
  const tongue = `${lang === null ? '' : ` lang="${escapeHtml(lang)}"`} dir="${dir}"`;
  const cite = source?.address ? ` cite="${escapeHtml(source.address)}"` : '';
  const facts = [
    escapeHtml(verdictWord(t, verdict, reason)),
    said === null ? '' : escapeHtml(formatPartialDate(said, site.locale, site)),
    escapeHtml(place ?? ''),
    source === undefined
      ? ''
      : `<a href="${escapeHtml(source.address ?? origin + sourcePath(source.id))}">${escapeHtml(sourceName(source))}</a>`,
    `<a href="${origin}${escapeHtml(hrefOf(post.path ?? '/'))}">${escapeHtml(post.title)}</a>`,
  ].filter((fact) => fact !== '');
  return `<blockquote${tongue}${cite}>${escapeHtml(text)}</blockquote>\n<p>${facts.join(' · ')}</p>`;
}
