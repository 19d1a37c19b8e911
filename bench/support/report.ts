import { mkdirSync, writeFileSync } from 'node:fs';
import { arch, availableParallelism, cpus, loadavg, platform } from 'node:os';
import { fileURLToPath } from 'node:url';
import { loadProgram } from './load.ts';
import { pinned } from './process.ts';
import type { Measured } from './rounds.ts';

/** What is wanted of a figure: at least, or at most, so much. */
export type Goal = {
  readonly name: string;
  readonly atLeast?: number;
  readonly atMost?: number;
  readonly reached: boolean;
};

export type Result = {
  readonly bench: string;
  /** What was measured, in a sentence. */
  readonly about: string;
  readonly rows: readonly Measured[];
  readonly goals: readonly Goal[];
};

export function atLeast(row: Measured, goal: number): Goal {
  return { name: row.name, atLeast: goal, reached: row.median >= goal };
}

export function atMost(row: Measured, goal: number): Goal {
  return { name: row.name, atMost: goal, reached: row.median <= goal };
}

const folder = fileURLToPath(new URL('../results/', import.meta.url));

/** Writes a result to `bench/results/<bench>.json` and `.md`, and the table to the terminal. */
export function report(result: Result): void {
  mkdirSync(folder, { recursive: true });
  const machine = machineNow();
  writeFileSync(`${folder}${result.bench}.json`, `${JSON.stringify({ ...result, machine }, null, 2)}\n`);
  const text = `${table(result)}\n${describe(machine)}\n`;
  writeFileSync(`${folder}${result.bench}.md`, text);
  console.log(text);
}

function machineNow() {
  return {
    cpu: cpus()[0]?.model ?? 'unknown',
    cores: availableParallelism(),
    system: `${platform()} ${arch()}`,
    node: process.version,
    load: loadProgram,
    pinned,
    /** Of the minute before the result was written: what is measured makes about one or two. */
    loadAverage: Math.round((loadavg()[0] ?? 0) * 10) / 10,
    at: new Date().toISOString().slice(0, 16),
  };
}

function describe({
  cpu,
  cores,
  system,
  node,
  load,
  pinned: kept,
  loadAverage,
  at,
}: ReturnType<typeof machineNow>): string {
  const place = kept ? 'server on one core, load on the other' : 'servers and load not kept on cores';
  return `${at}Z · ${cpu}, ${cores} cores, ${system} · Node ${node} · asked by ${load}, ${place} · load average ${loadAverage}`;
}

function table({ bench, about, rows, goals }: Result): string {
  const lines = [
    `# ${bench}`,
    '',
    about,
    '',
    '| | median | least | most | goal | |',
    '|---|---:|---:|---:|---|---|',
  ];
  for (const row of rows) {
    const goal = goals.find(({ name }) => name === row.name);
    const wanted =
      goal === undefined
        ? ''
        : goal.atLeast !== undefined
          ? `≥ ${shown(goal.atLeast)}`
          : `≤ ${shown(goal.atMost ?? 0)}`;
    const reached = goal === undefined ? '' : goal.reached ? 'reached' : '**not reached**';
    lines.push(
      `| ${row.name} | ${shown(row.median)} ${row.unit} | ${shown(row.least)} | ${shown(row.most)} | ${wanted} | ${reached} |`,
    );
  }
  return `${lines.join('\n')}\n`;
}

function shown(value: number): string {
  return value.toLocaleString('en', { maximumFractionDigits: value < 10 ? 3 : value < 100 ? 1 : 0 });
}
