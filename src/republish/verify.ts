import type { CapturedText } from '../capture/stream.ts';
import { find, type Prepared, prepare } from '../quotation/finding.ts';
import type { Finding } from '../quotation/quotation.ts';
import { rank } from '../quotation/rank.ts';
import type { DifferingParagraph, RepublicationChecks, RepublishVerdict } from './republication.ts';

/** Paragraphs that are shown with their difference, and how much of each difference. */
const mostShown = 60;
const longestDifference = 4_000;
/** So many characters around a paragraph tell it from another that reads the same. */
const around = 40;

/**
 * Looks for a republished text in the texts of a capture, paragraph by paragraph. The verdict of the whole is that
 * of its worst paragraph; one that is too short to be told from others (a heading of two words) decides nothing.
 */
export function verifyParagraphs(
  paragraphs: readonly string[],
  streams: readonly CapturedText[],
  lang?: string,
): { readonly verdict: Exclude<RepublishVerdict, 'pending'>; readonly checks: RepublicationChecks } {
  const prepared = prepare(streams);
  const findings = paragraphs.map((_, index) => findParagraph(prepared, paragraphs, index, lang));
  const telling = findings.filter((finding) => finding.reason !== 'ambiguous');
  const worst = telling.toSorted((a, b) => rank(b) - rank(a))[0];
  const counts: Record<string, number> = {};
  for (const finding of findings) {
    const kind = finding.reason === 'ambiguous' ? 'ambiguous' : finding.verdict;
    counts[kind] = (counts[kind] ?? 0) + 1;
  }
  return {
    verdict: worst?.verdict ?? 'cannot-check',
    checks: {
      counts,
      differing: findings.flatMap(differingIn).slice(0, mostShown),
      ...(findings[0] && { normaliser: findings[0].normaliser }),
      ...(worst?.verdict === 'cannot-check' && worst.reason !== undefined && { reason: worst.reason }),
      ...(worst === undefined && { reason: paragraphs.length === 0 ? 'empty' : 'ambiguous' }),
    },
  };
}

/** What stands before and after it is asked for only where the paragraph alone does not say which one it is. */
function findParagraph(
  prepared: Prepared,
  paragraphs: readonly string[],
  index: number,
  lang: string | undefined,
): Finding {
  const asked = { text: paragraphs[index] ?? '', ...(lang !== undefined && { lang }) };
  const alone = find(prepared, asked);
  if (alone.reason !== 'ambiguous') return alone;
  const prefix = paragraphs[index - 1]?.slice(-around);
  const suffix = paragraphs[index + 1]?.slice(0, around);
  for (const beside of [{ prefix, suffix }, { prefix }, { suffix }]) {
    const given = Object.fromEntries(Object.entries(beside).filter(([, words]) => words));
    if (Object.keys(given).length === 0) continue;
    const placed = find(prepared, { ...asked, ...given });
    if (placed.reason !== 'ambiguous' && placed.verdict !== 'not-found') return placed;
  }
  return alone;
}

/** Those of which a reader would want to know. */
function differingIn(finding: Finding, index: number): readonly DifferingParagraph[] {
  const { verdict, reason, warnings } = finding;
  if (reason === 'ambiguous') return [];
  if ((verdict === 'exact' || verdict === 'typographic') && warnings.length === 0) return [];
  return [
    {
      paragraph: index + 1,
      verdict,
      warnings,
      diff: cut(finding.diff),
      ...(reason !== undefined && { reason }),
    },
  ];
}

function cut(diff: Finding['diff']): Finding['diff'] {
  const kept: Finding['diff'][number][] = [];
  let length = 0;
  for (const part of diff) {
    length += part.quote.length + part.source.length;
    if (length > longestDifference) break;
    kept.push(part);
  }
  return kept;
}
