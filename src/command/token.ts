import type { Account } from '../account/account.ts';
import { accountByName } from '../account/read.ts';
import {
  applicationPasswords,
  createApplicationPassword,
  revokeApplicationPassword,
  spaced,
} from '../account/security/application-password.ts';
import type { World } from '../kit/world.ts';
import { type Command, CommandError, flag, required, text, UsageError } from './command.ts';
import { withInstall } from './opening.ts';

const user = { type: 'string', placeholder: 'L', help: 'login or e-mail address of the account' } as const;

export const tokenCreate: Command = {
  name: 'token create',
  summary: 'makes an application password, for a program that signs in as somebody',
  positionals: [],
  options: { user, name: { type: 'string', placeholder: 'N', help: 'what the program is called' } },
  run: (words, terminal) => {
    const [login, name] = [required(words, 'user'), required(words, 'name')];
    return withInstall(words, terminal, async (world) => {
      const account = await accountNamed(world, login);
      const made = await world.db.write((tx) => createApplicationPassword(tx, account.id, name));
      if (!made.ok) {
        throw made.reason === 'no-name'
          ? new UsageError('--name is empty: say which program it is for.')
          : new CommandError(
              `${account.login} has as many application passwords as anybody may have. Revoke some first.`,
            );
      }
      const { token } = made;
      terminal.out(flag(words, 'json') ? `${JSON.stringify({ token })}\n` : `${spaced(token)}\n`);
      return 0;
    });
  },
};

export const tokenList: Command = {
  name: 'token list',
  summary: 'lists the application passwords of somebody, and when each was last used',
  positionals: [],
  options: { user },
  run: (words, terminal) => {
    const login = required(words, 'user');
    return withInstall(words, terminal, async (world) => {
      const account = await accountNamed(world, login);
      const list = await applicationPasswords(world.db, account.id);
      if (flag(words, 'json')) terminal.out(`${JSON.stringify(list)}\n`);
      else
        for (const { id, name, createdAt, lastUsedOn } of list)
          terminal.out(`${id}\t${name}\t${createdAt.slice(0, 10)}\t${lastUsedOn ?? 'never used'}\n`);
      return 0;
    });
  },
};

export const tokenRevoke: Command = {
  name: 'token revoke',
  summary: 'takes an application password back',
  positionals: [],
  options: { user, id: { type: 'string', placeholder: 'N', help: 'which, as the list says' } },
  run: (words, terminal) => {
    const [login, id] = [required(words, 'user'), Number(text(words, 'id'))];
    if (!Number.isSafeInteger(id) || id < 1)
      throw new UsageError('--id takes the number that `token list` gives.');
    return withInstall(words, terminal, async (world) => {
      const account = await accountNamed(world, login);
      const gone = await world.db.write((tx) => revokeApplicationPassword(tx, account.id, id));
      if (!gone) throw new CommandError(`${account.login} has no application password ${id}.`);
      if (flag(words, 'json')) terminal.out(`${JSON.stringify({ revoked: id })}\n`);
      else terminal.out(`Revoked the application password ${id}\n`);
      return 0;
    });
  },
};

async function accountNamed(world: World, name: string): Promise<Account> {
  const account = await accountByName(world.db, name);
  if (!account)
    throw new CommandError(`there is no account ${name}. \`verbatim user list\` shows those there are.`);
  return account;
}
