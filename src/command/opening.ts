import { InstallError, openInstall } from '../install.ts';
import { type Config, readConfig } from '../kit/config.ts';
import { createLog, silentLog } from '../kit/log.ts';
import type { World } from '../kit/world.ts';
import { listSites } from '../site/read.ts';
import type { Site } from '../site/site.ts';
import { CommandError, type Terminal, text, UsageError, type Words } from './command.ts';

/** The settings of the environment, with those of the command line in their place. */
export function configOf(words: Words, terminal: Terminal): Config {
  const given = {
    ...terminal.env,
    ...setting(words, 'data', 'VERBATIM_DATA'),
    ...setting(words, 'port', 'VERBATIM_PORT'),
    ...setting(words, 'host', 'VERBATIM_HOST'),
  };
  const read = readConfig(given);
  if (!read.ok) throw new UsageError(`the setting ${read.setting} cannot be used: ${read.problem}.`);
  return read.config;
}

function setting(words: Words, option: string, name: string): Record<string, string> {
  const value = text(words, option);
  return value === undefined ? {} : { [name]: value };
}

/** Opens the install, does the work, and closes it whatever comes. */
export async function withInstall<T>(
  words: Words,
  terminal: Terminal,
  work: (world: World) => Promise<T>,
  options: { readonly migrate?: boolean; readonly log?: boolean } = {},
): Promise<T> {
  const world = await open(words, terminal, options);
  try {
    return await work(world);
  } finally {
    await world.db.close();
  }
}

export async function open(
  words: Words,
  terminal: Terminal,
  options: { readonly migrate?: boolean; readonly log?: boolean } = {},
): Promise<World> {
  const log = options.log ? createLog(terminal.err) : silentLog;
  try {
    return await openInstall(configOf(words, terminal), { log, migrate: options.migrate ?? true });
  } catch (error) {
    if (error instanceof InstallError) throw new CommandError(error.message);
    throw error;
  }
}

/** The site that `--site` names; it may be left out when there is one. */
export async function siteOf(words: Words, world: World): Promise<Site> {
  const sites = await listSites(world.db);
  const host = text(words, 'site');
  if (host !== undefined) {
    const found = sites.find((site) => site.hosts.some((one) => one.host === host.toLowerCase()));
    if (!found)
      throw new CommandError(`no site is called ${host}. \`verbatim site list\` shows those there are.`);
    return found;
  }
  const [only, second] = sites;
  if (!only) throw new CommandError('there is no site yet. `verbatim site create --host HOST` makes one.');
  if (second) throw new UsageError('there are several sites: name one with --site HOST.');
  return only;
}
