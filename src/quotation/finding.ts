import type { CapturedText } from '../capture/stream.ts';
import type { Question } from './bind.ts';
import { type Check, checkQuotation, prepareSource, type Source } from './check/index.ts';
import type { Finding } from './quotation.ts';
import { bestOf, nothing } from './rank.ts';

/** The texts of one capture, ready to be asked about many quotations. */
export type Prepared = readonly { readonly stream: CapturedText; readonly source: Source }[];

export function prepare(streams: readonly CapturedText[]): Prepared {
  return streams.map((stream) => ({
    stream,
    source: prepareSource({
      text: stream.text,
      regions: stream.regions,
      ...(stream.lang !== undefined && { lang: stream.lang }),
    }),
  }));
}

/** What a capture says about words: the best of what its texts say, with the words as they stand there. */
export function find(prepared: Prepared, question: Question): Finding {
  if (question.text === '') return nothing('translation');
  const readable = prepared.filter(({ stream }) => stream.unreadable === undefined);
  if (readable.length === 0) return nothing(prepared[0]?.stream.unreadable ?? 'no-text');
  return bestOf(readable.map(({ stream, source }) => describe(stream, checkQuotation(source, question))))!;
}

/** So much of the source is shown around the words, and kept to find them again. */
const around = 90;
/** Of a very long passage the beginning is enough to show; the span says where the rest is. */
const mostWords = 1_500;
const mostDifferences = 400;

function describe(stream: CapturedText, check: Check): Finding {
  const { text } = stream;
  const { spans, enclosing } = check;
  const start = spans[0]?.start;
  const end = spans.at(-1)?.end;
  return {
    verdict: check.verdict,
    ...(check.reason !== undefined && { reason: check.reason }),
    stream: stream.name,
    streamSha256: stream.sha256,
    spans: spans.map(({ start, end }) => ({ start, end })),
    exact: spans
      .slice(0, 50)
      .map((span) => text.slice(span.start, Math.min(span.end, span.start + mostWords))),
    prefix: start === undefined ? '' : before(text, start),
    suffix: end === undefined ? '' : after(text, end),
    diff: check.diff.slice(0, mostDifferences).map(({ op, quote, source }) => ({ op, quote, source })),
    marks: check.marks,
    warnings: check.warnings,
    ...(enclosing && {
      enclosing: {
        words: text.slice(enclosing.start, Math.min(enclosing.end, enclosing.start + mostWords)),
        ...(enclosing.by !== undefined && { by: enclosing.by }),
      },
    }),
    normaliser: check.normaliser,
    observed: stream.observed,
  };
}

function before(text: string, at: number): string {
  const piece = text.slice(Math.max(0, at - around), at);
  const cut = at > around ? piece.replace(/^\S{0,40}(?=\s)/u, '') : piece;
  return cut.replace(/\s+/g, ' ').toWellFormed();
}

function after(text: string, at: number): string {
  const piece = text.slice(at, at + around);
  const cut = at + around < text.length ? piece.replace(/(?<=\s)\S{0,40}$/u, '') : piece;
  return cut.replace(/\s+/g, ' ').toWellFormed();
}
