import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { roles } from '../../src/account/account.ts';
import { reserveId } from '../../src/kit/database/index.ts';
import type { Route } from '../../src/kit/feature.ts';
import { readSite } from '../../src/site/read.ts';
import { createSite } from '../../src/site/save.ts';
import type { Site } from '../../src/site/site.ts';
import { type Blog, type Got, openBlog } from '../support/blog.ts';
import { penOf } from '../support/pen.ts';
import { type Person, personWith } from '../support/person.ts';
import { permissions, type Rule } from './permissions.ts';

const people = ['visitor', 'reader', ...roles, 'owner', 'elsewhere'] as const;
type Who = (typeof people)[number];

describe('Who may do what', () => {
  it('is said of every route, and of none that is not there', async () => {
    const blog = await openBlog();
    const there = [...new Set(routesOf(blog).map(nameOf))];
    assert.ok(there.length > 100, `only ${there.length} routes were seen`);
    const silent = there.filter((name) => !(name in permissions));
    assert.deepEqual(silent, [], 'say in test/account/permissions.ts who may use them');
    const gone = Object.keys(permissions).filter((name) => !there.includes(name));
    assert.deepEqual(gone, [], 'they stand in test/account/permissions.ts, and are no routes');
    await blog.close();
  });

  it('holds for every route and everybody, on what is somebody else’s', async () => {
    await using place = await settle();
    const wrong: string[] = [];
    // Where one has all that one wrote erased, one's account goes too: that comes last.
    const last = ({ pattern }: Route) => Number(pattern.startsWith('/-/account/replies'));
    for (const route of routesOf(place.blog).toSorted((a, b) => last(a) - last(b))) {
      const rule = permissions[nameOf(route)] ?? 'anybody';
      await place.signedIn();
      const wanted = await pathOf(place, route);
      for (const who of people.filter((one) => !mayUse(rule, one)))
        check(wrong, route, rule, who, await place.ask(who, route.method, wanted));
      // Whoever may changes what there is: each gets a thing of their own to do it to.
      for (const who of people.filter((one) => mayUse(rule, one)))
        check(wrong, route, rule, who, await place.ask(who, route.method, await pathOf(place, route)));
    }
    assert.deepEqual(wrong, []);
  });

  it('cannot be got round by a slash more or less, or by another method', async () => {
    await using place = await settle();
    const { blog } = place;
    const known = new Set(routesOf(blog).map(({ method, pattern }) => `${method} ${pattern}`));
    const wrong: string[] = [];
    for (const route of routesOf(blog)) {
      const rule = permissions[nameOf(route)] ?? 'anybody';
      if (rule === 'anybody' || route.pattern.includes('*')) continue;
      const path = await pathOf(place, route);
      const other = path.endsWith('/') ? path.slice(0, -1) : `${path}/`;
      const otherPattern = route.pattern.endsWith('/') ? route.pattern.slice(0, -1) : `${route.pattern}/`;
      const denied = people.filter((who) => !mayUse(rule, who));
      for (const who of denied) {
        const tries: [string, string][] = [];
        if (![...known].some((name) => name.endsWith(` ${otherPattern}`))) tries.push([route.method, other]);
        for (const method of ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE']) {
          if (!known.has(`${method === 'HEAD' ? 'GET' : method} ${route.pattern}`))
            tries.push([method, path]);
        }
        for (const [method, at] of tries) {
          const got = await place.ask(who, method, at);
          if (got.status < 300 || got.status >= 500) wrong.push(`${method} ${at}: ${who} → ${got.status}`);
        }
      }
    }
    assert.deepEqual(wrong, []);
  });

  it('ends at the border of a site: numbers of another one’s things do nothing here', async () => {
    await using place = await settle();
    const { blog, second } = place;
    const theirs: Record<string, number> = {};
    for (const kind of ['post', 'page', 'category', 'tag', 'author', 'comment'])
      theirs[kind] = await make(place, second, kind);
    const before = await snapshot(blog, second.id);
    assert.ok(before.length > 500);
    const wrong: string[] = [];
    for (const route of routesOf(blog)) {
      if (!route.pattern.includes(':id')) continue;
      const path = route.pattern
        .replace(':id', String(theirs[kindOf(route.pattern)] ?? theirs.post))
        .replaceAll(/:\w+/g, '1');
      for (const who of ['administrator', 'owner'] as const) {
        const got = await place.ask(who, route.method, path);
        const says = got.status === 200 && got.text.includes(secret);
        if (got.status >= 500 || says) wrong.push(`${route.method} ${path}: ${who} → ${got.status}`);
      }
    }
    assert.deepEqual(wrong, []);
    assert.equal(await snapshot(blog, second.id), before, 'something of the second site was changed');
  });
});

function routesOf(blog: Blog): readonly Route[] {
  return blog.app.features.flatMap(({ routes }) => routes ?? []);
}

function nameOf({ method, pattern }: Route): string {
  return `${method} ${pattern.replace(/\.[0-9a-f]{10}\./, '.HASH.')}`;
}

function check(wrong: string[], route: Route, rule: Rule, who: Who, got: Got): void {
  const became = outcomeOf(got);
  if (!expected(rule, who).includes(became)) wrong.push(`${nameOf(route)}: ${who} → ${became}`);
}

function mayUse(rule: Rule, who: Who): boolean {
  if (rule === 'anybody') return true;
  if (rule === 'account') return who !== 'visitor';
  if (who === 'owner') return true;
  const role = roles.find((one) => one === who);
  return rule !== 'owner' && role !== undefined && roles.indexOf(role) >= roles.indexOf(rule);
}

type Outcome = 'let in' | 'refused' | 'asked to sign in' | 'broken';

/** Whoever is let in may still be told that a field is wrong, or that a thing is gone. */
function outcomeOf({ status, headers }: Got): Outcome {
  if (status >= 500) return 'broken';
  if (status === 401 || status === 403 || status === 405) return 'refused';
  // The page of one's own account asks visitors to sign in.
  return /\/-\/account\/(sign-in.*)?$/.test(headers.location ?? '') ? 'asked to sign in' : 'let in';
}

function expected(rule: Rule, who: Who): readonly Outcome[] {
  if (rule === 'anybody') return ['let in', 'refused', 'asked to sign in'];
  // What is done to one's own account may lead back to its page.
  if (rule === 'account' && who !== 'visitor') return ['let in', 'asked to sign in'];
  if (mayUse(rule, who)) return ['let in'];
  return who === 'visitor' ? ['asked to sign in', 'refused'] : ['refused'];
}

type Place = Awaited<ReturnType<typeof settle>>;

/** Two sites, with somebody of each kind on the first, and somebody who is administrator of the second alone. */
async function settle() {
  const blog = await openBlog();
  const { world, site } = blog;
  const made = await world.db.write(async (tx) => {
    const now = world.clock.now().toISOString();
    return createSite(tx, { host: 'second.example', title: 'Second', locale: 'en' }, { now });
  });
  assert.ok(made.ok);
  const second = (await readSite(world.db, made.id)) as Site;
  // Numbers of the second site are none of the first.
  await world.db.write(async (tx) => {
    for (const kind of ['post', 'term', 'author', 'menu', 'comment', 'identity', 'invitation'])
      await reserveId(tx, second.id, kind, 70_000);
  });
  const known = new Map<Who, Promise<Person>>();
  const person = (who: Exclude<Who, 'visitor'>) => {
    const place = who === 'elsewhere' ? second : site;
    const as = who === 'elsewhere' ? 'administrator' : who;
    const found = known.get(who) ?? personWith(world, place, as, who);
    known.set(who, found);
    return found;
  };
  for (const who of people) if (who !== 'visitor') await person(who);
  const sessions = await world.db.read.selectFrom('session').selectAll().execute();
  return {
    blog,
    second,
    /** Some routes end sessions; from here on everybody is signed in again. */
    signedIn: () =>
      world.db.write(async (tx) => {
        const left = new Set((await tx.db.selectFrom('account').select('id').execute()).map(({ id }) => id));
        await tx.db.deleteFrom('session').execute();
        const theirs = sessions.filter(({ account_id }) => left.has(account_id));
        if (theirs.length > 0) await tx.db.insertInto('session').values(theirs).execute();
      }),
    /** Asks the first site; what is sent carries a token that is good. */
    ask: async (who: Who, method: string, path: string): Promise<Got> => {
      const asking = who === 'visitor' ? undefined : await person(who);
      const headers: Record<string, string> = asking ? { cookie: asking.cookie } : {};
      if (method === 'GET') return blog.get(path, headers);
      if (method === 'POST') return blog.post(path, { token: asking?.token ?? 'none' }, headers);
      return blog.send(method, path, headers);
    },
    async [Symbol.asyncDispose]() {
      await blog.close();
    },
  };
}

const secret = 'Secret of the second site';

/** Makes a thing on a site, which belongs to nobody who asks. Its number. */
async function make({ blog }: Pick<Place, 'blog'>, site: Site, kind: string): Promise<number> {
  const pen = penOf({ ...blog, site });
  const name = `${secret} ${(await blog.world.db.read.selectFrom('term').select('id').execute()).length}`;
  switch (kind) {
    case 'post':
      return pen.post({ title: secret });
    case 'page':
      return pen.post({ type: 'page', title: secret });
    case 'category':
      return pen.category(name);
    case 'tag':
      return pen.tag(name);
    case 'author':
      return pen.author(secret);
    case 'comment':
      return pen.comment(await pen.post(), secret, secret);
    default:
      return 1;
  }
}

const kinds: readonly (readonly [RegExp, string])[] = [
  [/^\/-\/admin\/posts\//, 'post'],
  [/^\/-\/admin\/pages\//, 'page'],
  [/^\/-\/admin\/categories\//, 'category'],
  [/^\/-\/admin\/tags\//, 'tag'],
  [/^\/-\/admin\/comments\/posts\//, 'post'],
  [/^\/-\/(admin\/)?comments\//, 'comment'],
  [/^\/-\/admin\/people\/authors\//, 'author'],
];

function kindOf(pattern: string): string {
  return kinds.find(([shape]) => shape.test(pattern))?.[1] ?? 'none';
}

/** The path of a route, about a thing that was just made. */
async function pathOf(place: Place, { pattern }: Route): Promise<string> {
  if (!/[:*]/.test(pattern)) return pattern;
  const id = pattern.includes(':id') ? await make(place, place.blog.site, kindOf(pattern)) : 1;
  return pattern
    .replace(':id', String(id))
    .replaceAll(/:\w+/g, '1')
    .replace(/\*\w+$/, 'nothing');
}

/** All that a site has, as text. */
async function snapshot({ world }: Blog, siteId: number): Promise<string> {
  const tables = [
    'post',
    'term',
    'author',
    'comment',
    'menu',
    'media',
    'role',
    'invitation',
    'post_term',
  ] as const;
  const rows = await Promise.all(
    tables.map((table) =>
      world.db.read.selectFrom(table).selectAll().where('site_id', '=', siteId).execute(),
    ),
  );
  return JSON.stringify(rows);
}
