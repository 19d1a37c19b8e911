import type { Config } from '../kit/config.ts';
import type { DemoOptions } from '../transfer/demo/load.ts';
import { type Command, CommandError, flag } from './command.ts';
import { withInstall } from './opening.ts';

export const demoCommand: Command = {
  name: 'demo',
  summary: 'fills an empty install with the demonstration site',
  positionals: [],
  options: {},
  run: (words, terminal) =>
    withInstall(words, terminal, async (world) => {
      const { loadDemo } = await import('../transfer/demo/load.ts');
      const loaded = await loadDemo(world, hostOf(world.config));
      if (!loaded.ok) {
        throw new CommandError(
          loaded.reason === 'not-empty'
            ? `the install is not empty: it has ${loaded.url}. The demonstration fills empty ones only: name another data folder with --data.`
            : `${loaded.host} is no host that a site can have. Look at VERBATIM_URL.`,
        );
      }
      const { ok: _, ...counts } = loaded;
      if (flag(words, 'json')) terminal.out(`${JSON.stringify(counts)}\n`);
      else {
        const { url, posts, pages, comments, pictures, sources } = counts;
        terminal.out(
          `Filled ${url}: ${posts} posts, ${pages} pages, ${comments} comments, ${pictures} pictures, ${sources} sources.\n`,
        );
      }
      return 0;
    }),
};

/** The install's own host, else this machine: there one site answers whatever the port. */
function hostOf({ url, port }: Config): Pick<DemoOptions, 'host' | 'scheme'> {
  if (url === undefined) return { host: `localhost:${port}` };
  const { host, protocol } = new URL(url);
  return { host, scheme: protocol === 'https:' ? 'https' : 'http' };
}
