/** Something of a log that is not as it must be: in which file or entry, and what. */
export type LogProblem = { readonly where: string; readonly problem: string };

/** Ends the examination of a log: what follows from something broken says nothing. */
export class Broken extends Error {
  readonly found: LogProblem;

  constructor(where: string, problem: string) {
    super(`${where}: ${problem}`);
    this.found = { where, problem };
  }
}
