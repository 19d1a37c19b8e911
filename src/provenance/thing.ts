import type { Capture } from '../capture/capture.ts';
import { proofHref } from '../log/proof.ts';
import { type Source, sourceName, sourcePath } from '../source/source.ts';
import { type Speaker, speakerHref } from '../speaker/speaker.ts';
import { captureUrl, type Place, sourceIri } from './place.ts';

export function sourceThing({ origin }: Place, source: Source): object {
  const { publisher, author, published, lang, licence, state, canonical, address } = source;
  return {
    id: sourceIri(origin, source),
    type: 'prov:Entity',
    name: sourceName(source),
    url: address ?? undefined,
    sameAs: canonical ?? undefined,
    publisher: publisher || undefined,
    author: author || undefined,
    datePublished: published ?? undefined,
    language: lang ?? undefined,
    license: licence || undefined,
    linkState: state,
    'schema:mainEntityOfPage': { id: origin + sourcePath(source.id) },
  };
}

export function speakerThing({ origin }: Place, { slug, name, kind, url }: Speaker): object {
  return {
    id: origin + speakerHref(slug),
    type: kind === 'person' ? ['prov:Person', 'Person'] : ['prov:Organization', 'Organization'],
    name,
    sameAs: url ?? undefined,
  };
}

export function captureThing({ origin, siteId }: Place, capture: Capture): object {
  const { id, finalAddress, address, method, capturedAt, waczSha256, warcSha256 } = capture;
  return {
    id: captureUrl(origin, id),
    type: 'prov:Entity',
    'prov:wasDerivedFrom': method === 'file' ? undefined : (finalAddress ?? address),
    method,
    capturedAt: capturedAt ?? undefined,
    waczSha256: waczSha256 ?? undefined,
    warcSha256: warcSha256 ?? undefined,
    proof: origin + proofHref(siteId, `capture:${id}`),
  };
}
