import { listSites } from '../site/read.ts';
import { createSite, type SiteRefused } from '../site/save.ts';
import { type Command, CommandError, flag, required, text, UsageError } from './command.ts';
import { withInstall } from './opening.ts';

export const siteList: Command = {
  name: 'site list',
  summary: 'lists the sites of the install',
  positionals: [],
  options: {},
  run: (words, terminal) =>
    withInstall(words, terminal, async (world) => {
      const sites = await listSites(world.db);
      const rows = sites.map(({ id, title, locale, url, hosts }) => ({
        id,
        title,
        locale,
        url,
        hosts: hosts.map(({ host }) => host),
      }));
      if (flag(words, 'json')) terminal.out(`${JSON.stringify(rows)}\n`);
      else for (const { url, title, locale } of rows) terminal.out(`${url}\t${locale}\t${title}\n`);
      return 0;
    }),
};

export const siteCreate: Command = {
  name: 'site create',
  summary: 'makes a site',
  positionals: [],
  options: {
    host: { type: 'string', placeholder: 'HOST[:PORT]', help: 'by which readers find it' },
    title: { type: 'string', help: 'its title; the host when left out' },
    locale: { type: 'string', placeholder: 'en', help: 'its language, as a BCP 47 tag' },
  },
  run: (words, terminal) => {
    const host = required(words, 'host');
    return withInstall(words, terminal, async (world) => {
      const now = world.clock.now().toISOString();
      const creation = { host, title: text(words, 'title') ?? host, locale: text(words, 'locale') ?? 'en' };
      const made = await world.db.write((tx) => createSite(tx, creation, { now }));
      if (!made.ok) throw refusal(made);
      const site = (await listSites(world.db)).find(({ id }) => id === made.id);
      if (flag(words, 'json'))
        terminal.out(`${JSON.stringify({ id: made.id, host: made.host, url: site?.url })}\n`);
      else terminal.out(`Made the site ${site?.url}\n`);
      return 0;
    });
  },
};

function refusal(refused: SiteRefused): Error {
  switch (refused.reason) {
    case 'bad-host':
      return new UsageError(
        `${refused.host} is no host. Give a name, or an address, with a port if it has one: blog.example:4000.`,
      );
    case 'host-taken':
      return new CommandError(`there is a site at ${refused.host} already.`);
    case 'bad-locale':
      return new UsageError(`${refused.locale} is no language tag. Examples: en, ar, fr-CA.`);
    default:
      return new CommandError(`the site cannot be made: ${refused.reason}.`);
  }
}
