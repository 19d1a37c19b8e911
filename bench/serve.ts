import { ask } from './support/ask.ts';
import { type Answer, startBare, startNginx, startVerbatim } from './support/contender.ts';
import { type Loaded, load } from './support/load.ts';
import { isMain } from './support/main.ts';
import { has, type Server } from './support/process.ts';
import { atLeast, type Result, report } from './support/report.ts';
import { type Contender, interleaved, measured, ratio, seconds } from './support/rounds.ts';
import { type BenchSite, benchSite } from './support/site.ts';

/** By the names that results give them. */
const encodings = { identity: 'identity', gzip: 'gzip', brotli: 'br' } as const;
const connections = 32;

/**
 * A cached post page, against servers that send the same ready bytes: a bare `node:http` one, and nginx. Each turn
 * has a server started for it: where a program's memory happens to lie makes a tenth of what it serves.
 */
export async function run(): Promise<Result> {
  const site = await benchSite({ posts: 1_000, words: 600, comments: 5 });
  const path = site.paths[500] ?? '/';
  const answers = await answersOf(site, path);
  const contenders: Contender<Loaded>[] = [];
  const contend = (name: string, start: () => Promise<Server>, headers: Record<string, string>) =>
    contenders.push({ name, measure: () => turn(start, path, { host: site.host, ...headers }) });
  for (const [name, encoding] of Object.entries(encodings)) {
    const headers = { 'accept-encoding': encoding };
    const answer = answers[encoding];
    contend(`verbatim, ${name}`, () => startVerbatim(site), headers);
    contend(`node:http, ${name}`, () => startBare(answer), headers);
    if (has('nginx')) contend(`nginx, ${name}`, () => startNginx(answer), headers);
  }
  const tag = answers.identity.headers.etag ?? '';
  contend('verbatim, unchanged (304)', () => startVerbatim(site), { 'if-none-match': tag });
  return resultOf(await interleaved(contenders));
}

type Encoding = (typeof encodings)[keyof typeof encodings];

async function answersOf(site: BenchSite, path: string): Promise<Readonly<Record<Encoding, Answer>>> {
  const server = await startVerbatim(site);
  const answer = (encoding: string) => ask(server, path, { host: site.host, 'accept-encoding': encoding });
  try {
    return { identity: await answer('identity'), gzip: await answer('gzip'), br: await answer('br') };
  } finally {
    await server.stop();
  }
}

async function turn(
  start: () => Promise<Server>,
  path: string,
  headers: Readonly<Record<string, string>>,
): Promise<Loaded> {
  const server = await start();
  try {
    await load(server, { paths: [path], headers, connections, seconds: 2 });
    return await load(server, { paths: [path], headers, connections, seconds });
  } finally {
    await server.stop();
  }
}

function resultOf(values: ReadonlyMap<string, readonly Loaded[]>): Result {
  const perSecond = (name: string) => (values.get(name) ?? []).map((one) => one.perSecond);
  const rows = [...values.keys()].map((name) => measured(name, 'requests/s', perSecond(name)));
  for (const name of values.keys())
    rows.push(
      measured(
        `${name}: processor time`,
        'µs a request',
        (values.get(name) ?? []).map((one) => one.cpuMicroseconds ?? Number.NaN),
      ),
    );
  const processor = (name: string) =>
    (values.get(name) ?? []).map((one) => one.cpuMicroseconds ?? Number.NaN);
  const goals = [];
  for (const name of Object.keys(encodings)) {
    const against = ratio(
      `verbatim of node:http, ${name}`,
      perSecond(`verbatim, ${name}`),
      perSecond(`node:http, ${name}`),
    );
    rows.push(against);
    goals.push(atLeast(against, 0.95));
    rows.push(
      ratio(
        `processor time of node:http to verbatim's, ${name}`,
        processor(`node:http, ${name}`),
        processor(`verbatim, ${name}`),
      ),
    );
    if (!values.has(`nginx, ${name}`)) continue;
    rows.push(
      ratio(`verbatim of nginx, ${name}`, perSecond(`verbatim, ${name}`), perSecond(`nginx, ${name}`)),
    );
    rows.push(
      ratio(`node:http of nginx, ${name}`, perSecond(`node:http, ${name}`), perSecond(`nginx, ${name}`)),
    );
  }
  const about = `A cached post of 600 words with 5 replies, asked for over ${connections} connections that stay open, ${seconds} s a turn.`;
  return { bench: 'serve', about, rows, goals };
}

if (isMain(import.meta.url)) report(await run());
