import { createHmac, randomBytes } from 'node:crypto';
import type { Role } from '../../src/account/account.ts';
import { sessionCookie } from '../../src/account/auth.ts';
import { hostCookieName } from '../../src/kit/http/cookie.ts';
import { signValue } from '../../src/kit/http/signed-cookie.ts';
import type { World } from '../../src/kit/world.ts';
import type { Site } from '../../src/site/site.ts';
import type { Got } from './blog.ts';

/** Somebody who is signed in, and the cookies that their browser sends. */
export type Person = { readonly accountId: number; readonly cookie: string; readonly token: string };

/** Makes an account with a role on a site (or the owner, or a reader with none), signed in without a password. */
export async function personWith(
  world: World,
  site: Site,
  role: Role | 'owner' | 'reader',
  name: string = role,
): Promise<Person> {
  const at = world.clock.now().toISOString();
  const session = randomBytes(16).toString('hex');
  const accountId = await world.db.write(async (tx) => {
    const { id } = await tx.db
      .insertInto('account')
      .values({
        login: name,
        email: `${name}@people.example`,
        email_verified: 1,
        name: `The ${name}`,
        image: null,
        locale: 'en',
        is_owner: role === 'owner' ? 1 : 0,
        created_at: at,
        updated_at: at,
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    if (role !== 'owner' && role !== 'reader') {
      await tx.db.insertInto('role').values({ site_id: site.id, account_id: id, role }).execute();
    }
    await tx.db
      .insertInto('session')
      .values({
        account_id: id,
        token: session,
        ip_address: null,
        user_agent: null,
        // Better-auth looks at the machine's clock, we at the test's: it is good by both.
        expires_at: '2200-01-01T00:00:00.000Z',
        created_at: at,
        updated_at: at,
      })
      .execute();
    return id;
  });
  return { accountId, ...cookiesOf(world, site, session) };
}

/** The session's cookie as better-auth signs it, and the pair by which a form is known as ours. */
function cookiesOf(world: World, site: Site, session: string) {
  const scheme = site.hosts[0]?.scheme ?? 'https';
  const key = createHmac('sha256', world.secret).update('better-auth').digest('hex');
  const signature = createHmac('sha256', key).update(session).digest('base64');
  const number = randomBytes(16).toString('hex');
  const until = new Date(world.clock.now().getTime() + 30 * 86_400_000);
  return {
    cookie: [
      `${hostCookieName(sessionCookie, scheme)}=${encodeURIComponent(`${session}.${signature}`)}`,
      `${hostCookieName('verbatim-form', scheme)}=${number}`,
    ].join('; '),
    token: signValue(number, until, { secret: world.secret, purpose: 'form' }),
  };
}

type Send = (
  method: string,
  path: string,
  headers: Readonly<Record<string, string>>,
  body?: string,
) => Promise<Got>;

/** Asks as that person does: a form that is posted carries its token. Fields with several values are lists. */
export function asPerson(person: Person, send: Send) {
  const headers = { cookie: person.cookie };
  return {
    ...person,
    get: (path: string, more: Readonly<Record<string, string>> = {}) =>
      send('GET', path, { ...headers, ...more }),
    post: (
      path: string,
      fields: Readonly<Record<string, string | readonly string[]>> = {},
      more: Readonly<Record<string, string>> = {},
    ) => {
      const body = new URLSearchParams({ token: person.token });
      for (const [name, value] of Object.entries(fields)) {
        for (const each of typeof value === 'string' ? [value] : value) body.append(name, each);
      }
      const type = { 'content-type': 'application/x-www-form-urlencoded' };
      return send('POST', path, { ...headers, ...type, ...more }, body.toString());
    },
  };
}
