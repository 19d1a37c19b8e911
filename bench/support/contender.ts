import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { type Server, startServer } from './process.ts';
import type { BenchSite } from './site.ts';

/** The product, serving pages of a site; the work behind them goes on elsewhere. */
export function startVerbatim(
  site: Pick<BenchSite, 'data'>,
  options: {
    readonly name?: string;
    readonly env?: Readonly<Record<string, string>>;
    readonly node?: readonly string[];
    readonly role?: 'web' | 'all';
    readonly core?: number;
  } = {},
): Promise<Server> {
  const words = [
    process.execPath,
    ...(options.node ?? []),
    'src/cli.ts',
    'serve',
    '--data',
    site.data,
    '--port',
    '0',
    '--role',
    options.role ?? 'web',
  ];
  return startServer(options.name ?? 'verbatim', words, {
    addressIn: (said) => /serves on (http:\S+)/.exec(said)?.[1],
    core: options.core,
    ...(options.env && { env: options.env }),
  });
}

/** An answer as it came over the wire. */
export type Answer = { readonly headers: Readonly<Record<string, string>>; readonly body: Buffer };

/** A bare `node:http` server that sends these bytes and headers to every request. */
export async function startBare(answer: Answer): Promise<Server> {
  const folder = mkdtempSync(join(tmpdir(), 'verbatim-bare-'));
  writeFileSync(
    join(folder, 'answer.json'),
    JSON.stringify({ headers: answer.headers, body: answer.body.toString('base64') }),
  );
  const program = fileURLToPath(new URL('./bare.ts', import.meta.url));
  const server = await startServer('node:http', [process.execPath, program, join(folder, 'answer.json')], {
    addressIn: (said) => /^(http:\S+)/.exec(said)?.[1],
  });
  rmSync(folder, { recursive: true });
  return server;
}

/** nginx with one worker, sending these bytes as a file, with the same headers. */
export async function startNginx(answer: Answer): Promise<Server> {
  const folder = mkdtempSync(join(tmpdir(), 'verbatim-nginx-'));
  const port = await freePort();
  writeFileSync(join(folder, 'page'), answer.body);
  writeFileSync(join(folder, 'nginx.conf'), nginxConfig(folder, port, answer.headers));
  const words = [
    'sh',
    '-c',
    `echo http://127.0.0.1:${port} && exec nginx -p ${folder} -c ${folder}/nginx.conf -e stderr`,
  ];
  const server = await startServer('nginx', words, { addressIn: (said) => /^(http:\S+)/.exec(said)?.[1] });
  await answering(server.address);
  return {
    ...server,
    stop: async () => {
      await server.stop();
      rmSync(folder, { recursive: true });
    },
  };
}

/** `tcp_nopush` would stall each answer for 40 ms on the loopback device. */
function nginxConfig(folder: string, port: number, headers: Answer['headers']): string {
  const own = new Set([
    'content-length',
    'content-type',
    'etag',
    'date',
    'connection',
    'keep-alive',
    'last-modified',
    'transfer-encoding',
  ]);
  const added = Object.entries(headers)
    .filter(([name]) => !own.has(name))
    .map(([name, value]) => `add_header ${name} "${value.replaceAll(/["$\\]/g, '')}";`);
  return `daemon off; master_process off; user ${userInfo().username};worker_processes 1; pid ${folder}/pid; error_log stderr;
events { worker_connections 512; }
http {
  access_log off; sendfile on; tcp_nopush off; tcp_nodelay on;
  keepalive_timeout 65; keepalive_requests 100000000; open_file_cache max=16;
  client_body_temp_path ${folder}/body; proxy_temp_path ${folder}/proxy; fastcgi_temp_path ${folder}/fastcgi;
  uwsgi_temp_path ${folder}/uwsgi; scgi_temp_path ${folder}/scgi;
  default_type "${headers['content-type'] ?? 'text/html'}";
  server { listen 127.0.0.1:${port}; root ${folder}; ${added.join(' ')} location / { try_files /page =404; } }
}
`;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address ? address.port : 0;
}

async function answering(address: string): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    const status = await fetch(address).then(
      async (response) => (await response.arrayBuffer()) && response.status,
      () => 0,
    );
    if (status === 200) return;
    await setTimeout(50);
  }
  throw new Error(`Nothing answers at ${address}.`);
}
