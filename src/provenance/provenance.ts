import type { Capture } from '../capture/capture.ts';
import { proofHref } from '../log/proof.ts';
import type { Cited } from '../quotation/cited.ts';
import type { Republished } from '../republish/read.ts';
import { historyPath, type Publication, subjectOf } from '../revision/publication.ts';
import type { Source } from '../source/source.ts';
import type { Speaker } from '../speaker/speaker.ts';
import { annotation } from './annotation.ts';
import { context } from './context.ts';
import { captureUrl, type Place, sourceIri } from './place.ts';
import { captureThing, sourceThing, speakerThing } from './thing.ts';

/** All that is known of where the words of a post come from. */
export type Provenance = {
  readonly place: Place;
  readonly post: {
    readonly id: number;
    readonly title: string;
    readonly lang: string;
    readonly published: string | null;
    readonly updated: string | null;
  };
  /** The version that readers see; absent where none is on record yet. */
  readonly version?: Publication;
  readonly cited: readonly Cited[];
  readonly republished: readonly Republished[];
};

/** The same as JSON-LD: the quotations as Web Annotations, what they rest on in the terms of PROV. */
export function provenanceDocument({ place, post, version, cited, republished }: Provenance): object {
  const sources = byId<Source>([
    ...cited.map(({ source }) => source),
    ...republished.flatMap(({ source, via }) => [source, ...(via ? [via] : [])]),
  ]);
  const speakers = byId<Speaker>(cited.flatMap(({ speaker }) => speaker ?? []));
  const captures = byId<Capture>([...cited, ...republished].flatMap(({ capture }) => capture ?? []));
  return {
    '@context': context,
    id: place.document,
    type: 'AnnotationPage',
    about: aboutPost({ place, post, cited, republished, ...(version && { version }) }),
    items: cited.map((each) => annotation(place, each)),
    republished: republished.map((each) => part(place, each)),
    sources: sources.map((each) => sourceThing(place, each)),
    speakers: speakers.map((each) => speakerThing(place, each)),
    captures: captures.map((each) => captureThing(place, each)),
  };
}

function aboutPost({ place, post, version, cited, republished }: Provenance): object {
  const { origin, siteId } = place;
  const iris = (sources: readonly Source[]) => [...new Set(sources.map((each) => sourceIri(origin, each)))];
  return {
    id: place.post,
    type: 'prov:Entity',
    name: post.title,
    language: post.lang,
    datePublished: post.published ?? undefined,
    'prov:generatedAtTime': post.updated ?? post.published ?? undefined,
    'prov:hadPrimarySource': iris([...cited, ...republished].map(({ source }) => source)),
    'prov:wasDerivedFrom': iris(republished.map(({ source }) => source)),
    history: origin + historyPath(post.id),
    version: version?.version,
    sha256: version?.digest,
    proof: version && origin + proofHref(siteId, subjectOf(version)),
  };
}

/** A part of the post that was published elsewhere before, and what the comparison with its copy found. */
function part({ origin, post }: Place, { republication, source, via, capture }: Republished): object {
  const { key, mode, translator, licence, verdict, checks, checkedAt } = republication;
  return {
    id: key === '' ? post : `${post}#republished-${key}`,
    type: 'prov:Entity',
    mode,
    translator: translator || undefined,
    license: licence || source.licence || undefined,
    'prov:wasDerivedFrom': via
      ? [sourceIri(origin, source), sourceIri(origin, via)]
      : sourceIri(origin, source),
    'prov:hadPrimarySource': sourceIri(origin, source),
    archivedAt: capture && captureUrl(origin, capture.id),
    check:
      verdict === null
        ? undefined
        : {
            verdict,
            reason: checks.reason,
            normaliser: checks.normaliser,
            counts: checks.counts,
            checkedAt: checkedAt ?? undefined,
          },
  };
}

function byId<Thing extends { readonly id: number }>(things: readonly Thing[]): readonly Thing[] {
  return [...new Map(things.map((each) => [each.id, each])).values()];
}
