import type { Region } from './check.ts';
import type { Span } from './stream.ts';

/** Who speaks where in a source: a gap never leads from one speaker's words into another's. */
export type Statements = {
  /** The same for two places of one statement. */
  readonly of: (span: Span) => string;
  /** The regions that hold all of a place, the widest first. */
  readonly around: (span: Span) => readonly Region[];
};

export function statementsOf(text: string, regions: readonly Region[]): Statements {
  const speakers = speakersByParagraph(text, regions);
  const around = (span: Span) =>
    regions
      .filter(({ start, end }) => start <= span.start && span.end <= end)
      .toSorted((left, right) => right.end - right.start - (left.end - left.start));
  const nameOf = ({ kind, by, start }: Region) =>
    kind === 'quoted' ? `quoted ${by ?? speakers.get(paragraphOf(text, start))}` : `${kind} ${start}`;
  return { around, of: (span) => around(span).map(nameOf).join('\n') };
}

/**
 * “We shall,” she said, “stay”: the pieces of one paragraph of which the page names no speaker are the one
 * speaker's that it names there, or nobody knows whose, and one statement.
 */
function speakersByParagraph(text: string, regions: readonly Region[]): ReadonlyMap<number, string> {
  const speakers = new Map<number, string>();
  for (const { kind, by, start } of regions) {
    if (kind !== 'quoted') continue;
    const paragraph = paragraphOf(text, start);
    const known = speakers.get(paragraph);
    const unknown = `in ${paragraph}`;
    if (known === undefined || known === unknown) speakers.set(paragraph, by ?? unknown);
    else if (by !== undefined && by !== known) speakers.set(paragraph, `several ${paragraph}`);
  }
  return speakers;
}

function paragraphOf(text: string, at: number): number {
  return text.lastIndexOf('\n', at) + 1;
}
