import { captureHref } from '../capture/link-state.ts';
import type { PartialDate } from '../kit/partial-date.ts';
import type { Cited } from '../quotation/cited.ts';
import { type Source, sourceName, sourcePath } from '../source/source.ts';
import { type Speaker, speakerHref } from '../speaker/speaker.ts';
import type { SourceEntry } from './page.ts';

type Thing = Readonly<Record<string, unknown>>;

/** What a post quotes, as schema.org has it: each quotation with who said it and where it was published. */
export function quotationParts(origin: string, url: string, cited: readonly Cited[]): readonly Thing[] {
  return cited.map(({ quotation, source, speaker, capture }) => ({
    '@type': 'Quotation',
    '@id': `${url}#quotation-${quotation.key}`,
    text: quotation.text,
    inLanguage: quotation.lang ?? undefined,
    creator: speaker && speakerThing(origin, speaker),
    dateCreated: dateOf(quotation.said),
    isBasedOn: {
      ...sourceThing(origin, source),
      archivedAt: capture && origin + captureHref(capture.id),
    },
  }));
}

/** Every source of its quotations, once. */
export function citations(origin: string, cited: readonly Cited[]): readonly Thing[] {
  const sources = new Map(cited.map(({ source }) => [source.id, source]));
  return [...sources.values()].map((source) => sourceThing(origin, source));
}

/** Where what it republishes was published first. */
export function basis(origin: string, entries: readonly SourceEntry[]): readonly Thing[] {
  return entries.map((entry) => ({
    '@type': 'WebPage',
    '@id': entry.original ?? origin + entry.record,
    url: entry.original,
    name: entry.title,
    inLanguage: entry.lang,
    author: entry.author === undefined ? undefined : { '@type': 'Person', name: entry.author },
    publisher: entry.publisher === undefined ? undefined : { '@type': 'Organization', name: entry.publisher },
    datePublished: dateOf(entry.published ?? null),
    archivedAt: entry.copy && origin + entry.copy.href,
  }));
}

function speakerThing(origin: string, { slug, name, kind, url }: Speaker): Thing {
  const own = origin + speakerHref(slug);
  return {
    '@type': kind === 'person' ? 'Person' : 'Organization',
    '@id': own,
    name,
    url: own,
    sameAs: url ?? undefined,
  };
}

function sourceThing(origin: string, source: Source): Thing {
  const { id, kind, address, author, publisher, published, lang } = source;
  return {
    '@type': kind === 'book' ? 'Book' : 'WebPage',
    '@id': address ?? origin + sourcePath(id),
    url: address ?? undefined,
    name: sourceName(source),
    inLanguage: lang ?? undefined,
    author: author === '' ? undefined : { '@type': 'Person', name: author },
    publisher: publisher === '' ? undefined : { '@type': 'Organization', name: publisher },
    datePublished: dateOf(published),
  };
}

/** ISO 8601 knows a year and a month by themselves, and no "about". */
function dateOf(date: PartialDate | null): string | undefined {
  return date?.replace(/~$/, '');
}
