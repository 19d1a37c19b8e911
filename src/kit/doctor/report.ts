import type { CheckResult, Diagnosis } from './doctor.ts';

/** For a person: a line for each check, what is wrong with how to mend it below it, and a verdict. */
export function diagnosisText({ ok, checks }: Diagnosis): string {
  const width = Math.max(...checks.map(({ name }) => name.length));
  const ill = checks.filter((check) => !check.ok).length;
  const verdict = ok ? 'Nothing is wrong.' : `${ill} of ${checks.length} checks found something wrong.`;
  return `${checks.map((check) => checkText(check, width)).join('')}\n${verdict}\n`;
}

function checkText({ name, ok, detail, problem, mend, repaired }: CheckResult, width: number): string {
  const lines = [`${ok ? '✔' : '✖'} ${detail === undefined ? name : `${name.padEnd(width)}  ${detail}`}`];
  if (repaired !== undefined) lines.push(`    Mended: ${repaired}`);
  if (problem !== undefined) lines.push(`    ${problem}`);
  if (mend !== undefined) lines.push(`    → ${mend}`);
  return `${lines.join('\n')}\n`;
}

/** For a program: `{ "ok", "checks": [{ "name", "ok", "detail"?, "problem"?, "mend"?, "repaired"? }] }`. */
export function diagnosisJson(diagnosis: Diagnosis): string {
  return `${JSON.stringify(diagnosis, undefined, 2)}\n`;
}
