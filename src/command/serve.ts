import { setupLink } from '../account/setup.ts';
import type { World } from '../kit/world.ts';
import { serve } from '../main.ts';
import { type Command, CommandError, type Terminal, text, UsageError, type Words } from './command.ts';
import { configOf, open } from './opening.ts';
import { serveWorkers } from './workers.ts';

const roles = ['all', 'web', 'worker'] as const;
type Role = (typeof roles)[number];

export const serveCommand: Command = {
  name: 'serve',
  summary: 'serves the sites, and does the work behind them',
  positionals: [],
  options: {
    port: { type: 'string', placeholder: '4000', help: 'the port (VERBATIM_PORT); 0 for a free one' },
    host: { type: 'string', placeholder: '127.0.0.1', help: 'the address to listen on (VERBATIM_HOST)' },
    role: { type: 'string', placeholder: 'all|web|worker', help: 'pages, work, or both' },
    workers: { type: 'string', placeholder: 'N', help: 'processes that serve pages; 1' },
  },
  run: async (words, terminal) => {
    const role = roleOf(words);
    const processes = Number(text(words, 'workers') ?? '1');
    if (!Number.isInteger(processes) || processes < 1 || processes > 256)
      throw new UsageError('--workers takes a number from 1 on.');
    return processes > 1 ? serveWorkers(words, terminal, processes) : serveHere(words, terminal, role);
  },
};

function roleOf(words: Words): Role {
  const given = text(words, 'role') ?? 'all';
  const role = roles.find((one) => one === given);
  if (!role) throw new UsageError(`--role is all, web or worker, not ${given}.`);
  return role;
}

/** Serves in this process until it is told to stop: SIGTERM and SIGINT finish what is under way. */
async function serveHere(words: Words, terminal: Terminal, role: Role): Promise<number> {
  const config = configOf(words, terminal);
  const world = await open(words, terminal, { log: true });
  const running = await serve(world, role, config).catch(async (error: unknown) => {
    await world.db.close();
    throw explained(error, config.host, config.port);
  });
  const told = stopSignal();
  if (terminal.env.VERBATIM_QUIET !== '1') await greet(world, terminal, config.host, running.port);
  await told;
  await running.stop();
  // Behind `--workers` the line to the first process would keep this one running.
  process.disconnect?.();
  return 0;
}

/** Says where the sites are, and on a first run how to set them up. */
async function greet(
  world: World,
  terminal: Terminal,
  host: string,
  port: number | undefined,
): Promise<void> {
  if (port === undefined) return terminal.out('Verbatim works on what is waiting\n');
  const base = `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
  terminal.out(`Verbatim serves on ${base}\n`);
  const link = await setupLink(world, base);
  if (link) terminal.out(`Set it up, once: ${link}\n`);
}

function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => resolve());
  });
}

function explained(error: unknown, host: string, port: number): unknown {
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'EADDRINUSE')
    return new CommandError(
      `port ${port} of ${host} is in use by another program. Stop that, or choose another with --port.`,
    );
  if (code === 'EACCES')
    return new CommandError(
      `port ${port} needs rights that this user does not have. Choose one above 1023 with --port, behind a proxy.`,
    );
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
    return new CommandError(`${host} is no address of this machine. Choose another with --host.`);
  return error;
}
