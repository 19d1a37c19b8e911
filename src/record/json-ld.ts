import { partialDateTime } from '../kit/partial-date.ts';
import { licenceNamed } from '../republish/licence.ts';
import type { Source } from '../source/source.ts';
import { sourceName, sourcePath } from '../source/source.ts';
import { type Speaker, speakerHref } from '../speaker/speaker.ts';

/** schema.org's kinds for what a source is. */
const types = {
  statement: 'CreativeWork',
  article: 'Article',
  document: 'DigitalDocument',
  speech: 'CreativeWork',
  interview: 'Conversation',
  post: 'SocialMediaPosting',
  broadcast: 'CreativeWork',
  book: 'Book',
} as const satisfies Record<Source['kind'], string>;

/** The page of a source: what it tells of is a work elsewhere, with copies here. */
export function sourceData(
  origin: string,
  source: Source,
  copies: readonly { readonly href: string; readonly at: string }[],
): string {
  const { kind, publisher, author, address, canonical, published, lang, licence, id } = source;
  return textOf({
    '@type': 'WebPage',
    url: origin + sourcePath(id),
    name: sourceName(source),
    mainEntity: {
      '@type': types[kind],
      '@id': canonical ?? address ?? undefined,
      name: sourceName(source),
      url: address ?? undefined,
      sameAs: canonical ?? undefined,
      author: author === '' ? undefined : { '@type': 'Person', name: author },
      publisher: publisher === '' ? undefined : { '@type': 'Organization', name: publisher },
      datePublished: published === null ? undefined : partialDateTime(published),
      inLanguage: lang ?? undefined,
      license: licenceNamed(licence)?.href,
      archivedAt: copies.map(({ href }) => origin + href),
    },
  });
}

/** The page of a speaker. */
export function speakerData(origin: string, speaker: Speaker): string {
  const { kind, name, names, url, description, roles, slug } = speaker;
  const person = kind === 'person';
  return textOf({
    '@type': 'ProfilePage',
    url: origin + speakerHref(slug),
    mainEntity: {
      '@type': person ? 'Person' : 'Organization',
      '@id': `${origin}${speakerHref(slug)}#speaker`,
      name,
      alternateName: names
        .slice(1)
        .map(({ text, lang }) => (lang === null ? text : { '@value': text, '@language': lang })),
      description: description || undefined,
      sameAs: url ?? undefined,
      hasOccupation: person
        ? roles.map(({ title, organisation, from, until }) => ({
            '@type': 'Role',
            roleName: title || undefined,
            startDate: from === null ? undefined : partialDateTime(from),
            endDate: until === null ? undefined : partialDateTime(until),
            memberOf: organisation === '' ? undefined : { '@type': 'Organization', name: organisation },
          }))
        : undefined,
    },
  });
}

/** JSON-LD that can stand in a script element: no sign in it ends one. */
function textOf(data: object): string {
  return JSON.stringify({ '@context': 'https://schema.org', ...data }).replaceAll('<', '\\u003c');
}
