import { ask } from './support/ask.ts';
import { startBare, startNginx, startVerbatim } from './support/contender.ts';
import { type Loaded, load } from './support/load.ts';
import { isMain } from './support/main.ts';
import { has, type Server } from './support/process.ts';
import { atLeast, type Result, report } from './support/report.ts';
import { type Contender, interleaved, measured, ratio, seconds } from './support/rounds.ts';
import { benchSite } from './support/site.ts';

const encodings = { identity: 'identity', gzip: 'gzip', brotli: 'br' } as const;
const connections = 32;

/** A cached post page, against servers that send the same ready bytes: a bare `node:http` one, and nginx. */
export async function run(): Promise<Result> {
  const site = await benchSite({ posts: 1_000, words: 600, comments: 5 });
  const path = site.paths[500] ?? '/';
  const verbatim = await startVerbatim(site);
  const servers: Server[] = [verbatim];
  try {
    const contenders: Contender<Loaded>[] = [];
    const contend = (name: string, server: Server, headers: Record<string, string>) =>
      contenders.push({
        name,
        measure: () =>
          load(server, { paths: [path], headers: { host: site.host, ...headers }, connections, seconds }),
      });
    for (const [name, encoding] of Object.entries(encodings)) {
      const headers = { 'accept-encoding': encoding };
      const answer = await ask(verbatim, path, { host: site.host, ...headers });
      const bare = await startBare(answer);
      servers.push(bare);
      contend(`verbatim, ${name}`, verbatim, headers);
      contend(`node:http, ${name}`, bare, headers);
      if (!has('nginx')) continue;
      const nginx = await startNginx(answer);
      servers.push(nginx);
      contend(`nginx, ${name}`, nginx, headers);
    }
    const { headers } = await ask(verbatim, path, { host: site.host });
    contend('verbatim, unchanged (304)', verbatim, { 'if-none-match': headers.etag ?? '' });
    for (const { measure } of contenders) await measure(-1);
    return resultOf(await interleaved(contenders));
  } finally {
    for (const server of servers) await server.stop();
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
