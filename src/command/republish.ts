import { basename } from 'node:path';
import { may } from '../account/may.ts';
import type { World } from '../kit/world.ts';
import type { Site } from '../site/site.ts';
import { captureAddress, captureFileAt, namedIn } from './capture.ts';
import { type Command, CommandError, flag, type Terminal, text, type Words } from './command.ts';
import { siteOf, withInstall } from './opening.ts';

export const republishCommand: Command = {
  name: 'republish',
  summary: 'makes a draft of a page or a file of somebody else, compared with its archived copy',
  positionals: ['URL|FILE'],
  options: {
    as: { type: 'string', placeholder: 'LOGIN', help: 'who signs the draft; the owner when left out' },
    browser: { type: 'boolean', help: 'show the page in Chromium first, and keep what its scripts bring' },
    site: { type: 'string', placeholder: 'HOST', help: 'the site; may be left out when there is one' },
  },
  run: (words, terminal) => {
    const { what, isAddress } = namedIn(words);
    return withInstall(words, terminal, async (world) => {
      const site = await siteOf(words, world);
      const account = await signerOf(world, site, text(words, 'as'));
      const capture = isAddress
        ? await captureAddress(world, site, what, words, terminal)
        : await captureFileAt(world, site, what, await sourceOfFile(world, site, what));
      if (capture.status !== 'done')
        throw new CommandError(
          `${what} could not be archived: ${capture.detail ?? capture.reason ?? capture.status}`,
        );
      const { draftOfCapture } = await import('../republish/unseen.ts');
      const made = await draftOfCapture(world, site, account, capture);
      if (!made.ok)
        throw new CommandError(`${what} gives no text that could be republished: ${made.reason}.`);
      tell(site, made, words, terminal);
      return 0;
    });
  },
};

async function signerOf(world: World, site: Site, login: string | undefined) {
  const { accountByName, actorOf } = await import('../account/read.ts');
  const owner = world.db.read.selectFrom('account').select('login').where('is_owner', '=', 1).orderBy('id');
  const name = login ?? (await owner.executeTakeFirst())?.login;
  const account = name === undefined ? undefined : await accountByName(world.db, name);
  if (!account) throw new CommandError(`There is no account ${name ?? ''}. Name one with --as LOGIN.`);
  if (!may(await actorOf(world.db, account), 'capture', { siteId: site.id }))
    throw new CommandError(`${account.login} may not republish on ${site.title}.`);
  return account;
}

async function sourceOfFile(world: World, site: Site, path: string): Promise<number> {
  const { sourceOfSupplied } = await import('../republish/begin.ts');
  const made = await world.db.write((tx) =>
    sourceOfSupplied(tx, site.id, { address: '', title: basename(path) }),
  );
  if (!made.ok) throw new CommandError(`No source can be made of ${path}.`);
  return made.id;
}

function tell(
  site: Site,
  {
    id,
    title,
    verdict,
    share,
  }: { readonly id: number; readonly title: string; readonly verdict: string | null; readonly share: number },
  words: Words,
  terminal: Terminal,
): void {
  const edit = new URL(`/-/admin/posts/${id}/`, site.url).href;
  if (flag(words, 'json')) terminal.out(`${JSON.stringify({ id, title, verdict, share, edit })}\n`);
  else
    terminal.out(
      `Draft ${id}: ${title}\nCompared with the copy: ${verdict ?? 'not compared'}; ${Math.round(share * 100)} % of the page's words were taken.\n${edit}\n`,
    );
}
