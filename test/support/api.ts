import type { Role } from '../../src/account/account.ts';
import { createAccount, grantRole } from '../../src/account/save.ts';
import { createApplicationPassword } from '../../src/account/security/application-password.ts';
import { type Blog, type BlogOptions, openBlog } from './blog.ts';
import { incoming } from './incoming.ts';
import { penOf } from './pen.ts';

export type Said = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  /** The JSON of the answer. */
  readonly data: Json;
};

/** JSON as a test looks into it: it names what it expects, and fails where that is not there. */
export type Json = ReturnType<typeof JSON.parse>;

export type Asking = {
  /** The login of an account of `as`; nobody when left out. */
  readonly as?: string;
  readonly json?: unknown;
  readonly body?: string | Buffer;
  readonly headers?: Readonly<Record<string, string>>;
  readonly host?: string;
  readonly remoteAddress?: string;
};

/** A test's blog with an API to ask, and accounts with application passwords. */
export async function openApi(options: BlogOptions = {}) {
  return apiOf(await openBlog(options));
}

/** The same for a blog that is open already, behind a port. */
export function apiOf(blog: Blog) {
  const tokens = new Map<string, string>();
  const accounts = new Map<string, number>();
  const ask = async (method: string, path: string, asking: Asking = {}): Promise<Said> => {
    const token = asking.as === undefined ? undefined : tokens.get(asking.as);
    if (asking.as !== undefined && token === undefined) throw new Error(`${asking.as} has no password`);
    const basic = Buffer.from(`${asking.as}:${token}`).toString('base64');
    const json = asking.json === undefined ? undefined : JSON.stringify(asking.json);
    const request = incoming(/^[/]/.test(path) ? path : `/wp-json/${path}`, {
      method,
      scheme: 'https',
      host: asking.host ?? 'blog.example',
      ...(asking.remoteAddress !== undefined && { remoteAddress: asking.remoteAddress }),
      headers: {
        ...(token !== undefined && { authorization: `Basic ${basic}` }),
        ...(json !== undefined && { 'content-type': 'application/json' }),
        ...asking.headers,
      },
      body: json ?? asking.body ?? '',
    });
    const reply = await blog.app.respond(request).catch((error: unknown) => blog.app.failed(error, request));
    const text = reply.body === undefined ? '' : String(reply.body);
    const headers = Object.fromEntries(
      Object.entries(reply.headers).map(([name, value]) => [name, String(value)]),
    );
    return { status: reply.status, headers, text, data: parsed(text) };
  };
  return {
    blog,
    pen: penOf(blog),
    tokens,
    accounts,
    ask,
    get: (path: string, asking?: Asking) => ask('GET', path, asking),
    post: (path: string, json: unknown, asking?: Asking) => ask('POST', path, { json, ...asking }),
    delete: (path: string, asking?: Asking) => ask('DELETE', path, asking),
    /** Makes an account with a role on a site (or the install's owner), and an application password. */
    people: async (login: string, role: Role | 'owner', siteId = blog.site.id): Promise<number> => {
      const now = blog.clock.now().toISOString();
      const id = await blog.world.db.write(async (tx) => {
        const profile = { login, email: `${login}@people.example`, name: nameOf(login) };
        const made = await createAccount(
          tx,
          { ...profile, locale: 'en', owner: role === 'owner', passwordHash: 'x' },
          { now },
        );
        if (!made.ok) throw new Error(made.reason);
        if (role !== 'owner') await grantRole(tx, siteId, made.id, role);
        const password = await createApplicationPassword(tx, made.id, 'test');
        if (!password.ok) throw new Error(password.reason);
        tokens.set(login, password.token);
        return made.id;
      });
      accounts.set(login, id);
      return id;
    },
    close: blog.close,
  };
}

export type Api = Awaited<ReturnType<typeof openApi>>;

function nameOf(login: string): string {
  return login[0]!.toUpperCase() + login.slice(1);
}

function parsed(text: string): Json {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
