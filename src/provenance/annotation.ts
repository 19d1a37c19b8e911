import { proofHref } from '../log/proof.ts';
import type { Cited } from '../quotation/cited.ts';
import type { Quotation } from '../quotation/quotation.ts';
import { speakerHref } from '../speaker/speaker.ts';
import { captureUrl, type Place, sourceIri } from './place.ts';

/**
 * A quotation as a Web Annotation: its body are the words in the post, its target the same words in a copy of
 * the source, by a TextQuoteSelector and a TextPositionSelector on a text of known hash.
 */
export function annotation(place: Place, cited: Cited): object {
  const { quotation, source, speaker } = cited;
  const { origin, siteId, post, document } = place;
  const from = sourceIri(origin, source);
  return {
    id: `${document}#${quotation.key}`,
    type: 'Annotation',
    motivation: 'linking',
    created: quotation.createdAt,
    body: {
      id: `${post}#quotation-${quotation.key}`,
      type: ['TextualBody', 'prov:Entity'],
      value: quotation.text,
      format: 'text/plain',
      language: quotation.lang ?? undefined,
      dateCreated: quotation.said ?? undefined,
      place: quotation.place ?? undefined,
      'prov:wasQuotedFrom': from,
      'prov:hadPrimarySource': from,
      'prov:wasAttributedTo': speaker && origin + speakerHref(speaker.slug),
    },
    target: target(origin, from, cited),
    check: check(quotation),
    override: overrideOf(quotation),
    proof:
      quotation.verdict === 'pending' ? undefined : origin + proofHref(siteId, `quotation:${quotation.id}`),
  };
}

function target(origin: string, from: string, { quotation, capture }: Cited): object {
  const { selector } = quotation;
  const span = selector?.span;
  const text = selector && { stream: selector.stream, streamSha256: selector.streamSha256 };
  return {
    type: 'SpecificResource',
    source: from,
    // A moment of the source, as it was kept (Web Annotation, section 4.3.1).
    state: capture && {
      type: 'TimeState',
      sourceDate: capture.capturedAt ?? undefined,
      cached: captureUrl(origin, capture.id),
    },
    selector: span
      ? [
          { type: 'TextQuoteSelector', exact: span.exact, prefix: span.prefix, suffix: span.suffix },
          { type: 'TextPositionSelector', start: span.start, end: span.end, ...text },
        ]
      : undefined,
  };
}

function check({ verdict, reason, checked, checkedAt }: Quotation): object {
  const differences = (checked?.diff ?? []).filter(({ op }) => op !== 'same');
  return {
    verdict,
    reason: reason ?? undefined,
    checkedAt: checkedAt ?? undefined,
    normaliser: checked?.normaliser,
    marks: some(checked?.marks),
    warnings: some(checked?.warnings),
    differences: some(
      differences.map(({ op, quote, source }) => ({ op, quoteWords: quote, sourceWords: source })),
    ),
  };
}

/** A person's word, beside the machine's. It holds for the words that it was given for. */
function overrideOf({ override, textHash }: Quotation): object | undefined {
  if (override === null || override.textHash !== textHash) return undefined;
  const { by, reason, at } = override;
  return { by, reason, at };
}

function some<Item>(items: readonly Item[] | undefined): readonly Item[] | undefined {
  return items && items.length > 0 ? items : undefined;
}
