import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createAuthor } from '../../src/author/save.ts';
import { addComment } from '../../src/comment/save.ts';
import { type Document, parseMarkdown } from '../../src/document/index.ts';
import { openInstall } from '../../src/install.ts';
import type { Transaction } from '../../src/kit/database/index.ts';
import { silentLog } from '../../src/kit/log.ts';
import { createPost, type PublishingSite } from '../../src/post/save.ts';
import { readSite } from '../../src/site/read.ts';
import { createSite } from '../../src/site/save.ts';
import { saveMenu } from '../../src/site/save-menu.ts';
import { ensureTerm } from '../../src/term/save.ts';
import { randomNumbers, vocabulary, type Writer, writer } from './text.ts';

export type SiteShape = {
  readonly posts: number;
  /** In each post, about. */
  readonly words: number;
  /** Under each post; two of five answer another. */
  readonly comments: number;
};

/** A site to measure: a data folder, the paths of its posts (percent-encoding is not needed), the newest first. */
export type BenchSite = SiteShape & {
  readonly data: string;
  readonly host: string;
  readonly paths: readonly string[];
};

const folder = fileURLToPath(new URL('../../.cache/bench/', import.meta.url));
const host = 'blog.example';
/** All sites have posts of the same four years, so that their archives are as full as their size makes them. */
const firstPost = Date.UTC(2014, 0, 1);
const lastPost = Date.UTC(2018, 0, 1);
const batch = 250;
/** Told apart from folders of another making, which are made anew. */
const edition = 1;

/** The site of that shape, made by the product's own commands at the first call and kept in `.cache/bench`. */
export async function benchSite(shape: SiteShape): Promise<BenchSite> {
  const data = join(folder, `site-${edition}-${shape.posts}-${shape.words}-${shape.comments}`);
  const finished = join(data, 'finished');
  if (!existsSync(finished)) {
    rmSync(data, { recursive: true, force: true });
    console.error(`Making a site of ${shape.posts} posts in ${data} …`);
    await make(data, shape);
    writeFileSync(finished, '');
  }
  return {
    ...shape,
    data,
    host,
    paths: Array.from({ length: shape.posts }, (_, index) => pathOf(shape, shape.posts - 1 - index)),
  };
}

function timeOf({ posts }: SiteShape, index: number): Date {
  return new Date(firstPost + Math.floor(((lastPost - firstPost) * index) / posts));
}

function pathOf(shape: SiteShape, index: number): string {
  const [year, month, day] = timeOf(shape, index).toISOString().slice(0, 10).split('-');
  return `/${year}/${month}/${day}/post-${index + 1}/`;
}

async function make(data: string, shape: SiteShape): Promise<void> {
  mkdirSync(data, { recursive: true });
  const config = { data, host: '127.0.0.1', port: 0, trustProxy: false, cacheMb: 16, fetchAllow: [] };
  const now = new Date(lastPost);
  const world = await openInstall(config, { log: silentLog, clock: { now: () => now } });
  try {
    const author = new Authoring(shape);
    await world.db.write(async (tx) => {
      const site = await createSite(
        tx,
        {
          host,
          title: 'The Bench',
          tagline: 'Measured, not guessed',
          locale: 'en',
          permalinks: '/%year%/%monthnum%/%day%/%postname%/',
        },
        { now: now.toISOString() },
      );
      if (!site.ok) throw new Error(site.reason);
      await author.settle(tx, site.id);
    });
    const site = await readSite(world.db, author.siteId);
    if (!site) throw new Error('The site is not there.');
    for (let first = 0; first < shape.posts; first += batch) {
      await world.db.write(async (tx) => {
        for (let index = first; index < Math.min(first + batch, shape.posts); index++)
          await author.post(tx, site, index);
      });
    }
    // The work that so much writing leaves behind is not what is measured.
    await world.db.write(async (tx) => {
      await tx.db.deleteFrom('outbox').execute();
      await tx.db.deleteFrom('job').execute();
      await tx.db.deleteFrom('change').execute();
    });
    if (world.db.raw.dialect === 'sqlite')
      world.db.raw.connection.database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  } finally {
    await world.db.close();
  }
}

/** Writes the same blog at each run: authors, categories, tags, a menu, posts and their replies. */
class Authoring {
  siteId = 0;
  readonly #shape: SiteShape;
  readonly #random = randomNumbers(2026);
  readonly #writer: Writer;
  readonly #authors: number[] = [];
  readonly #categories: number[] = [];
  readonly #tags: number[] = [];

  constructor(shape: SiteShape) {
    this.#shape = shape;
    this.#writer = writer(this.#random, vocabulary(this.#random, 'etaoinshrdlucmfwypvbgkjqxz', 20_000));
  }

  async settle(tx: Transaction, siteId: number): Promise<void> {
    this.siteId = siteId;
    for (const name of ['Ada Keller', 'Samir Haddad', 'Marie Dubois']) {
      const made = await createAuthor(tx, siteId, {
        name,
        biography: `${this.#sentence(24)}.`,
        links: [{ label: 'Mastodon', href: 'https://social.example/@a' }],
      });
      if (!made.ok) throw new Error(made.reason);
      this.#authors.push(made.id);
    }
    for (let number = 1; number <= 10; number++) {
      this.#categories.push(
        (await ensureTerm(tx, siteId, { taxonomy: 'category', name: `Category ${number}` })).id,
      );
    }
    for (let number = 1; number <= 60; number++) {
      this.#tags.push((await ensureTerm(tx, siteId, { taxonomy: 'tag', name: `Tag ${number}` })).id);
    }
    const items = this.#categories
      .slice(0, 5)
      .map((id) => ({ target: { kind: 'term' as const, id }, children: [] }));
    const menu = await saveMenu(tx, siteId, {
      name: 'Main',
      location: 'main',
      items: [{ target: { kind: 'home' }, children: [] }, ...items],
    });
    if (!menu.ok) throw new Error(menu.reason);
  }

  async post(tx: Transaction, site: PublishingSite, index: number): Promise<void> {
    const publishedAt = timeOf(this.#shape, index).toISOString();
    const saved = await createPost(
      tx,
      site,
      {
        type: 'post',
        status: 'published',
        title: this.#sentence(6),
        slug: `post-${index + 1}`,
        document: documentOf(this.#markdown()),
        authors: [this.#one(this.#authors)],
        terms: [
          this.#one(this.#categories),
          ...new Set([this.#one(this.#tags), this.#one(this.#tags), this.#one(this.#tags)]),
        ],
        publishedAt,
      },
      { now: publishedAt },
    );
    await this.#discuss(tx, site.id, saved.id, publishedAt);
  }

  /** Three headings, a quotation, a list, links: what a post is like. */
  #markdown(): string {
    const words = Math.floor(this.#shape.words / 10);
    const paragraph = () =>
      `${this.#sentence(words)}, *${this.#sentence(3)}* and [${this.#sentence(2)}](https://example.com/${this.#sentence(1)}).`;
    const items = Array.from({ length: 3 }, () => `- ${this.#sentence(Math.floor(words / 3))}`).join('\n');
    const section = () => `## ${this.#sentence(4)}\n\n${paragraph()}\n\n${paragraph()}`;
    return [
      paragraph(),
      section(),
      `> ${this.#sentence(words)}`,
      section(),
      items,
      section(),
      paragraph(),
    ].join('\n\n');
  }

  async #discuss(tx: Transaction, siteId: number, postId: number, publishedAt: string): Promise<void> {
    let last: number | undefined;
    for (let number = 0; number < this.#shape.comments; number++) {
      const answers = number % 5 === 1 || number % 5 === 3;
      const added = await addComment(tx, siteId, {
        postId,
        ...(answers && last !== undefined && { parentId: last }),
        identity: { kind: 'guest', name: this.#sentence(2) },
        document: documentOf(this.#sentence(30)),
        origin: 'import',
        status: 'live',
        publishedAt: new Date(Date.parse(publishedAt) + (number + 1) * 3_600_000).toISOString(),
      });
      if (!added.ok) throw new Error(added.reason);
      last = added.id;
    }
  }

  #sentence(words: number): string {
    const { text } = this.#writer.write(0, Math.max(1, words));
    return text.charAt(0).toUpperCase() + text.slice(1);
  }

  #one(ids: readonly number[]): number {
    return ids[Math.floor(this.#random() * ids.length)] ?? 0;
  }
}

function documentOf(markdown: string): Document {
  const parsed = parseMarkdown(markdown, { limit: 'writer' });
  if (!parsed.ok) throw new Error(parsed.reason);
  return parsed.document;
}
