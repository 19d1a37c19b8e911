import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { cpuSeconds, has, loadCore, onCore, type Server } from './process.ts';

export type Load = {
  /** One after the other, again from the first after the last. */
  readonly paths: readonly string[];
  readonly headers: Readonly<Record<string, string>>;
  readonly connections: number;
  readonly seconds: number;
  /** Where in the paths to begin, so that the next load does not ask for the same ones. */
  readonly from?: number;
};

export type Loaded = {
  readonly requests: number;
  readonly perSecond: number;
  /** Processor time of the server for each request, in microseconds; undefined where the system does not say. */
  readonly cpuMicroseconds: number | undefined;
};

const run = promisify(execFile);

/** The program that asks: wrk where it is installed, else a small one of our own. */
export const loadProgram = has('wrk') ? 'wrk' : 'bench/support/client.ts';

/** Asks a server for some seconds, over connections that are kept open. Throws when an answer is none of 200 or 304. */
export async function load(server: Server, asked: Load): Promise<Loaded> {
  const before = cpuSeconds(server.pid);
  const { requests, seconds } = await (loadProgram === 'wrk'
    ? withWrk(server, asked)
    : withClient(server, asked));
  const after = cpuSeconds(server.pid);
  return {
    requests,
    perSecond: Math.round(requests / seconds),
    cpuMicroseconds:
      before === undefined || after === undefined
        ? undefined
        : Math.round(((after - before) * 1e6) / requests),
  };
}

type Counted = { readonly requests: number; readonly seconds: number };

async function withWrk(
  server: Server,
  { paths, headers, connections, seconds, from = 0 }: Load,
): Promise<Counted> {
  const folder = mkdtempSync(join(tmpdir(), 'verbatim-load-'));
  try {
    const words = [
      'wrk',
      '-t1',
      `-c${connections}`,
      `-d${seconds}s`,
      // wrk adds a second `Host` to one in any other spelling.
      ...Object.entries(headers).flatMap(([name, value]) => [
        '-H',
        `${name === 'host' ? 'Host' : name}: ${value}`,
      ]),
    ];
    if (paths.length > 1) {
      writeFileSync(join(folder, 'paths'), `${paths.join('\n')}\n`);
      writeFileSync(join(folder, 'paths.lua'), luaFor(join(folder, 'paths'), from));
      words.push('-s', join(folder, 'paths.lua'));
    }
    const [program, ...rest] = onCore(loadCore, [
      ...words,
      server.address + (paths.length === 1 ? paths[0] : '/'),
    ]);
    const { stdout } = await run(program, rest);
    const failed =
      /Non-2xx or 3xx responses: (\d+)/.exec(stdout)?.[1] ?? /Socket errors: (.*)/.exec(stdout)?.[1];
    if (failed !== undefined) throw new Error(`${server.name} did not answer as it should: ${failed}`);
    const [, count, time, unit] = /(\d+) requests in ([\d.]+)(m?s|m)/.exec(stdout) ?? [];
    return {
      requests: Number(count),
      seconds: Number(time) * (unit === 'ms' ? 0.001 : unit === 'm' ? 60 : 1),
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function luaFor(file: string, from: number): string {
  return `local asked, at = {}, ${from}
function init()
  for path in io.lines("${file}") do asked[#asked + 1] = wrk.format("GET", path) end
end
function request()
  at = at % #asked + 1
  return asked[at]
end
`;
}

async function withClient(server: Server, asked: Load): Promise<Counted> {
  const folder = mkdtempSync(join(tmpdir(), 'verbatim-load-'));
  try {
    writeFileSync(join(folder, 'load.json'), JSON.stringify({ ...asked, address: server.address }));
    const program = fileURLToPath(new URL('./client.ts', import.meta.url));
    const [first, ...rest] = onCore(loadCore, [process.execPath, program, join(folder, 'load.json')]);
    const { stdout } = await run(first, rest);
    return JSON.parse(stdout);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
