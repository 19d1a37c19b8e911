import type { World } from '../world.ts';

/** What a check found: `problem` says what is wrong, `mend` what to do about it, each in a sentence or two. */
export type Finding =
  | { readonly ok: true; readonly detail?: string }
  | { readonly ok: false; readonly problem: string; readonly mend: string };

/** One thing that can be wrong with an install. It changes nothing. */
export type Check = {
  /** Permanent: scripts and the guide know the check by it. */
  readonly name: string;
  readonly examine: (world: World) => Promise<Finding>;
  /** Mends what the program itself can; answers with what it did. */
  readonly repair?: (world: World) => Promise<string>;
};

export function well(detail?: string): Finding {
  return detail === undefined ? { ok: true } : { ok: true, detail };
}

export function ill(problem: string, mend: string): Finding {
  return { ok: false, problem, mend };
}

/** The first few of a list, and how many more there are. */
export function some(items: readonly string[], most = 3): string {
  const rest = items.length - most;
  return `${items.slice(0, most).join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
}
