import { accountByName, listUsers } from '../account/read.ts';
import { createUser, type UserRefused } from '../account/save.ts';
import { removeFactors } from '../account/security/remove.ts';
import { type Command, CommandError, flag, required, type Terminal, text, UsageError } from './command.ts';
import { withInstall } from './opening.ts';

export const userList: Command = {
  name: 'user list',
  summary: 'lists the accounts of the install, with their roles',
  positionals: [],
  options: {},
  run: (words, terminal) =>
    withInstall(words, terminal, async (world) => {
      const users = await listUsers(world.db);
      if (flag(words, 'json')) terminal.out(`${JSON.stringify(users)}\n`);
      else
        for (const user of users)
          terminal.out(`${user.login}\t${user.email}\t${user.name}\t${rolesText(user)}\n`);
      return 0;
    }),
};

function rolesText({
  owner,
  roles,
}: {
  readonly owner: boolean;
  readonly roles: readonly { readonly host: string; readonly role: string }[];
}): string {
  return [...(owner ? ['owner'] : []), ...roles.map(({ host, role }) => `${role} of ${host}`)].join(', ');
}

export const userCreate: Command = {
  name: 'user create',
  summary: 'makes an account; its password comes by standard input',
  positionals: [],
  options: {
    login: { type: 'string', help: 'the name to sign in with' },
    email: { type: 'string', help: 'the e-mail address' },
    name: { type: 'string', help: 'the name that is shown; the login when left out' },
    role: {
      type: 'string',
      help: 'owner, or on a site: administrator, editor, author, contributor, subscriber',
    },
    site: { type: 'string', placeholder: 'HOST', help: 'the site; may be left out when there is one' },
    'password-stdin': { type: 'boolean', help: 'reads the password from standard input' },
  },
  run: async (words, terminal) => {
    if (!flag(words, 'password-stdin'))
      throw new UsageError(
        '--password-stdin is needed: the password comes by standard input, so that no list of processes shows it.',
      );
    const creation = {
      login: required(words, 'login'),
      email: required(words, 'email'),
      role: required(words, 'role'),
    };
    const password = await readPassword(terminal);
    return withInstall(words, terminal, async (world) => {
      const name = text(words, 'name');
      const site = text(words, 'site');
      const made = await createUser(world, {
        ...creation,
        password,
        ...(name !== undefined && { name }),
        ...(site !== undefined && { site }),
      });
      if (!made.ok) throw refusal(made);
      if (flag(words, 'json'))
        terminal.out(`${JSON.stringify({ id: made.id, login: creation.login.toLowerCase() })}\n`);
      else terminal.out(`Made the account ${creation.login}\n`);
      return 0;
    });
  },
};

export const userUnlock: Command = {
  name: 'user unlock',
  summary: 'takes the second factor and the passkeys of an account away, for who cannot get in',
  positionals: [],
  options: { login: { type: 'string', help: 'login or e-mail address of the account' } },
  run: (words, terminal) => {
    const login = required(words, 'login');
    return withInstall(words, terminal, async (world) => {
      const account = await accountByName(world.db, login);
      if (!account)
        throw new CommandError(`there is no account ${login}. \`verbatim user list\` shows those there are.`);
      await world.db.write((tx) => removeFactors(tx, account.id));
      if (flag(words, 'json')) terminal.out(`${JSON.stringify({ id: account.id, login: account.login })}\n`);
      else terminal.out(`${account.login} signs in by password alone from now on\n`);
      return 0;
    });
  },
};

/** The first line of standard input. */
async function readPassword({ stdin }: Terminal): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stdin) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString('utf8').split(/\r?\n/)[0] ?? '';
}

function refusal(refused: UserRefused): Error {
  switch (refused.reason) {
    case 'login-taken':
      return new CommandError(`there is an account called ${refused.login} already.`);
    case 'email-taken':
      return new CommandError(`there is an account with the address ${refused.email} already.`);
    case 'bad-profile':
      return new UsageError(`the account cannot be made: ${refused.problems.join(', ')}.`);
    case 'weak-password':
      return new CommandError(`the password is too weak (${refused.problem}). Take a longer one.`);
    case 'unknown-role':
      return new UsageError(
        `${refused.role} is no role. Roles: owner, administrator, editor, author, contributor, subscriber.`,
      );
    case 'unknown-site':
      return new CommandError(
        `no site is called ${refused.site}. \`verbatim site list\` shows those there are.`,
      );
    case 'which-site':
      return new UsageError(`there are several sites: name one with --site (${refused.sites.join(', ')}).`);
    case 'no-site':
      return new CommandError('there is no site yet. `verbatim site create --host HOST` makes one.');
  }
}
