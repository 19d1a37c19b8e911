// Runs the benches, each in a process of its own, one after the other: all of them, or those that are named.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Result } from './support/report.ts';

const benches = [
  'serve',
  'miss',
  'size',
  'start',
  'wire',
  'memory',
  'search',
  'import',
  'publish',
  'thread',
  'desk',
  'replies',
  'quote',
  'mutation',
] as const;

const named = process.argv.slice(2);
const unknown = named.filter((name) => !benches.some((bench) => bench === name));
if (unknown.length > 0) {
  console.error(`There is no bench ${unknown.join(', ')}. There are: ${benches.join(', ')}.`);
  process.exit(2);
}

const wanted = named.length > 0 ? benches.filter((bench) => named.includes(bench)) : benches;
for (const bench of wanted) {
  if (!(await run(bench))) process.exitCode = 1;
}
for (const bench of wanted) summary(bench);

async function run(bench: string): Promise<boolean> {
  console.log(`\n── ${bench}`);
  const program = fileURLToPath(new URL(`./${bench}.ts`, import.meta.url));
  const [code] = await once(spawn(process.execPath, [program], { stdio: 'inherit' }), 'exit');
  return code === 0;
}

/** The figures that have a goal, once more at the end. */
function summary(bench: string): void {
  const path = fileURLToPath(new URL(`./results/${bench}.json`, import.meta.url));
  if (!existsSync(path)) return;
  const { rows, goals }: Partial<Result> = JSON.parse(readFileSync(path, 'utf8'));
  for (const goal of goals ?? []) {
    const row = rows?.find(({ name }) => name === goal.name);
    const wantedValue = goal.atLeast === undefined ? `≤ ${goal.atMost}` : `≥ ${goal.atLeast}`;
    console.log(
      `${goal.reached ? '✓' : '✗'} ${bench}: ${goal.name} ${row?.median} ${row?.unit} (${wantedValue})`,
    );
  }
}
