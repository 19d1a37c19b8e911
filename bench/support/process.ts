import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';

/** Servers are measured on one core, and asked from another. */
export const serverCore = 0;
export const loadCore = 1;

export const root = fileURLToPath(new URL('../../', import.meta.url));

/** Whether a program is on the PATH. */
export function has(program: string): boolean {
  return spawnSync('sh', ['-c', `command -v ${program}`]).status === 0;
}

const pins = has('taskset') && availableParallelism() > 1;

/** A program's words, with those before it that keep it on a core, where the system can. */
export function onCore(core: number, words: readonly string[]): readonly [string, ...string[]] {
  const [program = '', ...rest] = words;
  return pins ? ['taskset', '-c', String(core), program, ...rest] : [program, ...rest];
}

/** Whether programs can be kept on a core here. */
export const pinned = pins;

/** A server that was started to be measured. */
export type Server = {
  readonly name: string;
  /** `http://127.0.0.1:4000` */
  readonly address: string;
  readonly pid: number;
  readonly stop: () => Promise<void>;
};

/** Starts a server on its core; `addressIn` finds its address in what it says. */
export async function startServer(
  name: string,
  words: readonly string[],
  options: {
    readonly addressIn: (said: string) => string | undefined;
    readonly env?: Readonly<Record<string, string>>;
    readonly core?: number | undefined;
  },
): Promise<Server> {
  const [program, ...rest] = onCore(options.core ?? serverCore, words);
  const child = spawn(program, rest, {
    cwd: root,
    env: { ...process.env, ...options.env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const address = await firstAddress(name, child, options.addressIn);
  return {
    name,
    address,
    // `taskset` becomes the program it starts.
    pid: child.pid ?? 0,
    stop: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGTERM');
      await once(child, 'exit');
    },
  };
}

function firstAddress(
  name: string,
  child: ChildProcess,
  addressIn: (said: string) => string | undefined,
): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`${name} ended with ${code} before it served: ${said}`)));
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      const address = addressIn(said);
      if (address !== undefined) resolve(address);
    });
  });
}

/** Seconds of processor time that a process has used; undefined where the system does not say. */
export function cpuSeconds(pid: number): number | undefined {
  const path = `/proc/${pid}/stat`;
  if (!existsSync(path)) return undefined;
  // Fields 14 and 15 of proc(5), in ticks of 1/100 s; the second field, in parentheses, may hold blanks.
  const fields = readFileSync(path, 'utf8')
    .replace(/^.*\) /, '')
    .split(' ');
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

/** Mebibytes of memory that a process holds: all (`VmRSS`), and without what is mapped from files (`RssAnon`). */
export function memoryOf(pid: number): { readonly now: number; readonly own: number } {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const read = (name: string) =>
    Math.round(Number(new RegExp(`${name}:\\s+(\\d+) kB`).exec(status)?.[1] ?? 0) / 1024);
  return { now: read('VmRSS'), own: read('RssAnon') };
}
