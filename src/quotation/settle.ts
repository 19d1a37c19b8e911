import type { Bound } from './bind.ts';
import { type Archive, type ArchivedCopy, type Known, mostCopies } from './known.ts';
import type { Checked, Finding, QuotationVerdict } from './quotation.ts';
import { nothing, rank } from './rank.ts';

/** What is to be said of a quotation, as far as is known now. */
export type Settled = {
  readonly verdict: QuotationVerdict;
  readonly reason: string | null;
  /** The copy that the verdict is about. */
  readonly copy: ArchivedCopy | null;
  readonly checked: Checked | null;
  /** Copies that it has to be looked for in yet. */
  readonly unknown: readonly ArchivedCopy[];
};

export type Unsettled = {
  readonly askedHash: string;
  readonly text: string;
  /** The copy that its writer bound it to. */
  readonly captureId?: number | undefined;
};

export function unsettled({ askedHash, quoted }: Bound): Unsettled {
  return { askedHash, text: quoted.text, captureId: quoted.binding.capture };
}

/**
 * The verdict of a quotation: of the copy that it is bound to, else of the copy that fits it best, of two that fit as
 * well the newer. So a page that was edited after it was quoted does not make the quotation wrong; that the newer copy
 * says something else is told beside it.
 */
export function settle({ askedHash, text, captureId }: Unsettled, archive: Archive, known: Known): Settled {
  if (text === '') return without('cannot-check', nothing('translation'));
  const bound = captureId === undefined ? undefined : archive.captures.find(({ id }) => id === captureId);
  if (captureId !== undefined && bound === undefined)
    return archive.waits ? pending() : without('cannot-check', nothing('copy-gone'));
  if (archive.captures.length === 0) {
    if (archive.waits) return pending();
    return without('cannot-check', nothing(archive.failure ?? 'not-captured'));
  }
  const looked = archive.captures.slice(0, mostCopies);
  const copies = bound === undefined || looked.includes(bound) ? looked : [...looked, bound];
  const findings = copies.map((copy) => ({ copy, finding: known(askedHash, copy) }));
  const unknown = findings.flatMap(({ copy, finding }) => (finding === undefined ? [copy] : []));
  const found = findings.flatMap(({ copy, finding }) => (finding ? [{ copy, finding }] : []));
  const best =
    bound === undefined
      ? found.toSorted((a, b) => rank(a.finding) - rank(b.finding))[0]
      : found.find(({ copy }) => copy === bound);
  if (best === undefined) return { ...pending(), unknown };
  return { ...stated(best, found), unknown };
}

type Found = { readonly copy: ArchivedCopy; readonly finding: Finding };

function stated({ copy, finding }: Found, found: readonly Found[]): Omit<Settled, 'unknown'> {
  const differing = found.filter((other) => other.finding.verdict !== finding.verdict);
  // The newest of those that say the same is enough.
  const others = [...Map.groupBy(differing, (other) => other.finding.verdict).values()]
    .flatMap(([first]) => first ?? [])
    .map((other) => ({
      captureId: other.copy.id,
      capturedAt: other.copy.capturedAt,
      verdict: other.finding.verdict,
    }));
  const { verdict, reason = null } = finding;
  return { verdict, reason, copy, checked: { ...finding, others } };
}

function without(verdict: QuotationVerdict, finding: Finding): Settled {
  return {
    verdict,
    reason: finding.reason ?? null,
    copy: null,
    checked: { ...finding, others: [] },
    unknown: [],
  };
}

function pending(): Settled {
  return { verdict: 'pending', reason: null, copy: null, checked: null, unknown: [] };
}
