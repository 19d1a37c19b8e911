import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { Agent, type IncomingMessage, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { promisify } from 'node:util';
import { openInstall } from '../src/install.ts';
import { systemClock } from '../src/kit/clock.ts';
import { silentLog } from '../src/kit/log.ts';
import type { World } from '../src/kit/world.ts';
import { readSite } from '../src/site/read.ts';
import { updateSite } from '../src/site/save.ts';
import { type MailServer, openMailServer } from '../test/support/mail.ts';
import { type Person, personWith } from '../test/support/person.ts';
import { ask } from './support/ask.ts';
import { startVerbatim } from './support/contender.ts';
import { isMain } from './support/main.ts';
import { cpuSeconds, has, loadCore, onCore, type Server } from './support/process.ts';
import { atLeast, atMost, type Result, report } from './support/report.ts';
import { interleaved, measured, ratio, seconds } from './support/rounds.ts';
import { type BenchSite, benchSite } from './support/site.ts';

/** Replies a second; readers' slowest percentile, with replies to without; milliseconds of the queue; letters. */
const goals = { perSecond: 500, readers: 2, queue: 100, letters: 0 };
const writers = 16;
const readers = 8;
/** An hour of a burst of spam, at once. */
const spam = 5_000;

/**
 * Replies by the form under a post, each from another network, written durably one by one, while others read other
 * posts from kept pages; then the moderators' queue with an hour's burst of spam in it. Pages and work in one process.
 */
export async function run(): Promise<Result> {
  if (!has('wrk')) throw new Error('This bench needs wrk, which tells the times of single answers.');
  const site = await copyOf(await benchSite({ posts: 1_000, words: 600, comments: 5 }));
  const world = await openInstall(configOf(site.data), { log: silentLog, clock: systemClock });
  const mail = await openMailServer();
  const env = { VERBATIM_TRUST_PROXY: 'yes', VERBATIM_SMTP_URL: mail.url };
  const server = await startVerbatim(site, { role: 'all', env });
  try {
    const moderator = await moderatorOf(world);
    const burst = await openBurst(world, server, site);
    const values = await interleaved<Turn>([
      { name: 'shown at once', measure: () => turn(server, site, burst, 'nobody') },
      { name: 'waiting for a moderator', measure: () => turn(server, site, burst, 'everyone') },
    ]);
    const rows = [...values].flatMap(([name, turns]) => rowsOf(name, turns));
    const { letters, queue } = await spammed({ server, site, burst, mail, moderator });
    const about = `${writers} senders, each reply from another IPv6 network, by the form of one post; ${readers} connections read other posts from kept pages as fast as they are answered, in turns alone and beside it. Then ${spam.toLocaleString('en')} replies with spam's words arrive, a mail server counts what an administrator is sent of them, and pages of the queue are asked for.`;
    const wanted = rows.flatMap((row) => {
      if (row.name.startsWith('replies')) return [atLeast(row, goals.perSecond)];
      return row.name.startsWith('readers’ p99, with') ? [atMost(row, goals.readers)] : [];
    });
    return {
      bench: 'replies',
      about,
      rows: [...rows, ...queue, letters],
      goals: [...wanted, ...queue.map((row) => atMost(row, goals.queue)), atMost(letters, goals.letters)],
    };
  } finally {
    await server.stop();
    await mail.close();
    await world.db.close();
    rmSync(site.data, { recursive: true, force: true });
  }
}

/** Replies a second, and the slowest percentile of reading alone and beside them, in milliseconds. */
type Turn = {
  readonly replies: number;
  readonly alone: number;
  readonly beside: number;
  /** Milliseconds of the server's processor for one reply, with all the work that it leaves. */
  readonly processor: number;
};

function rowsOf(name: string, turns: readonly Turn[]) {
  const each = (pick: (one: Turn) => number) => turns.map(pick);
  return [
    measured(
      `replies, ${name}`,
      'a second',
      each(({ replies }) => replies),
    ),
    measured(
      `processor time of a reply, ${name}`,
      'ms',
      each(({ processor }) => processor),
    ),
    measured(
      `readers’ p99, alone (${name})`,
      'ms',
      each(({ alone }) => alone),
    ),
    ratio(
      `readers’ p99, with replies ${name}, to alone`,
      each(({ beside }) => beside),
      each(({ alone }) => alone),
    ),
  ];
}

async function turn(
  server: Server,
  site: BenchSite,
  burst: Burst,
  premoderation: 'nobody' | 'everyone',
): Promise<Turn> {
  await burst.settings(premoderation);
  const alone = await readingTimes(server, site);
  const before = cpuSeconds(server.pid) ?? Number.NaN;
  const { taken, perSecond } = await writing(burst, seconds, undefined);
  await burst.settled();
  const processor = (((cpuSeconds(server.pid) ?? Number.NaN) - before) * 1_000) / taken;
  const [beside] = await Promise.all([readingTimes(server, site), writing(burst, seconds, undefined)]);
  return { replies: perSecond, alone, beside, processor };
}

const runProgram = promisify(execFile);

/** The time within which 99 of 100 kept pages came, in milliseconds. */
async function readingTimes(server: Server, { host, paths }: BenchSite): Promise<number> {
  const [program, ...words] = onCore(loadCore, [
    'wrk',
    '-t1',
    `-c${readers}`,
    `-d${seconds}s`,
    '--latency',
    '-H',
    `Host: ${host}`,
    server.address + (paths[500] ?? '/'),
  ]);
  const { stdout } = await runProgram(program, words);
  const [, time, unit] = /99%\s+([\d.]+)(us|ms|s)/.exec(stdout) ?? [];
  return Number(time) * (unit === 'us' ? 0.001 : unit === 's' ? 1_000 : 1);
}

type Burst = {
  readonly post: number;
  /** Sends a reply as somebody whom nobody has seen, from a network of their own; answers with its status. */
  readonly send: (text: string) => Promise<number>;
  readonly settings: (premoderation: 'nobody' | 'everyone') => Promise<void>;
  /** Waits until the events of all that was sent were told. */
  readonly settled: () => Promise<void>;
  readonly close: () => void;
};

async function openBurst(world: World, server: Server, site: BenchSite): Promise<Burst> {
  const path = site.paths[0] ?? '/';
  const { body } = await ask(server, path, { host: site.host });
  const field = (name: string) =>
    new RegExp(`name="${name}"[^>]* value="([^"]*)"`).exec(body.toString())?.[1] ?? '';
  const [post, token] = [field('post'), field('token')];
  if (post === '' || token === '') throw new Error(`There is no form under ${path}.`);
  const agent = new Agent({ keepAlive: true, maxSockets: writers });
  const siteId = (await world.db.read.selectFrom('site').select('id').executeTakeFirstOrThrow()).id;
  // A form that was sent in less time than one needs to write is held for it.
  await setTimeout(3_100);
  let sent = 0;
  return {
    post: Number(post),
    settings: async (premoderation) => {
      const saved = await world.db.write((tx) => updateSite(tx, siteId, { settings: { premoderation } }));
      if (!saved.ok) throw new Error(saved.reason);
      await setTimeout(300);
    },
    send: (text) => {
      const number = sent++;
      const network = `2001:db8:${(number >> 16).toString(16)}:${(number & 0xffff).toString(16)}::1`;
      const fields = { post, token, name: `Reader ${number}`, text: `${text} ${number}` };
      return sendForm(agent, server, site, network, new URLSearchParams(fields).toString());
    },
    settled: async () => {
      while (await world.db.read.selectFrom('outbox').select('id').limit(1).executeTakeFirst())
        await setTimeout(20);
    },
    close: () => agent.destroy(),
  };
}

function sendForm(
  agent: Agent,
  server: Server,
  { host }: BenchSite,
  network: string,
  body: string,
): Promise<number> {
  return new Promise((resolve, reject) => {
    const sending = request(
      `${server.address}/-/comments/`,
      {
        agent,
        method: 'POST',
        headers: {
          host,
          'content-type': 'application/x-www-form-urlencoded',
          'content-length': Buffer.byteLength(body),
          'x-forwarded-for': network,
        },
      },
      (response: IncomingMessage) => {
        response.resume();
        response.once('end', () => resolve(response.statusCode ?? 0));
      },
    );
    sending.once('error', reject).end(body);
  });
}

/** Sends replies for some seconds, or so many; answers with how many were acknowledged, and how many a second. */
async function writing(burst: Burst, forSeconds: number, most: number | undefined, text = plain) {
  const begun = performance.now();
  let sent = 0;
  let taken = 0;
  const one = async () => {
    while (most === undefined ? performance.now() - begun < forSeconds * 1_000 : sent < most) {
      sent++;
      const status = await burst.send(text);
      if (status !== 303) throw new Error(`A reply was answered with ${status}.`);
      taken++;
    }
  };
  await Promise.all(Array.from({ length: writers }, one));
  return { taken, perSecond: Math.round(taken / ((performance.now() - begun) / 1_000)) };
}

const plain =
  'I have read this twice, and what stays with me is the second section: who was asked, and who was not. Number';
const bait =
  'Cheap watches and casino bonus, see https://watches.example/ and https://casino.example/ today. Offer';

/** Somebody whom mail about what waits goes to. */
async function moderatorOf(world: World): Promise<Person> {
  const here = await readSite(world.db, 1);
  if (!here) throw new Error('The site is not there.');
  return personWith(world, here, 'administrator', `bench-${Date.now()}`);
}

type Spammed = {
  readonly server: Server;
  readonly site: BenchSite;
  readonly burst: Burst;
  readonly mail: MailServer;
  readonly moderator: Person;
};

/** The queue with the burst in it: milliseconds of its pages, and letters that arrived because of it. */
async function spammed({ server, site, burst, mail, moderator }: Spammed) {
  await burst.settings('everyone');
  const before = mail.messages.length;
  await writing(burst, 0, spam, bait);
  await burst.settled();
  const headers = { host: site.host, 'x-forwarded-proto': 'https', cookie: moderator.cookie };
  // The first page that somebody is shown who is signed in loads what knows of sessions.
  await ask(server, '/-/admin/comments/', headers);
  const pages = ['', '?order=ranked', '?shelf=spam', '?shelf=live', '?search=casino'];
  const times = await interleaved<number>(
    pages.map((page) => ({
      name: `the queue, ${page === '' ? 'first page' : page}`,
      measure: async () => {
        const begun = performance.now();
        await ask(server, `/-/admin/comments/${page}`, headers);
        return performance.now() - begun;
      },
    })),
  );
  return {
    queue: [...times].map(([name, values]) => measured(name, 'ms', values)),
    letters: measured('letters that arrived because of it', '', [mail.messages.length - before]),
  };
}

/** A copy, which the bench may fill as it likes. */
async function copyOf(site: BenchSite): Promise<BenchSite> {
  const data = mkdtempSync(join(tmpdir(), 'verbatim-replies-'));
  cpSync(site.data, data, { recursive: true });
  return { ...site, data };
}

function configOf(data: string) {
  return { data, host: '127.0.0.1', port: 0, trustProxy: false, cacheMb: 16, fetchAllow: [] };
}

if (isMain(import.meta.url)) report(await run());
