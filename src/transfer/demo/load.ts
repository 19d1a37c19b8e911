import { timestamp } from '../../kit/clock.ts';
import type { Database, Transaction } from '../../kit/database/index.ts';
import type { World } from '../../kit/world.ts';
import type { PublishingSite } from '../../post/save.ts';
import { listSites, readSite } from '../../site/read.ts';
import { createSite, updateSite } from '../../site/save.ts';
import { writeComments } from './comments.ts';
import { writeFrame, writePeople, writeTerms } from './frame.ts';
import { preparePictures, writePictures } from './pictures.ts';
import { writeProvenance } from './provenance.ts';
import { type Demo, readDemo } from './read.ts';
import { checkSources, writeSources } from './sources.ts';
import { quotingDocument, writeTexts } from './texts.ts';

export type DemoLoaded = {
  readonly ok: true;
  readonly siteId: number;
  /** Address of the home page. */
  readonly url: string;
  readonly posts: number;
  readonly pages: number;
  readonly comments: number;
  readonly pictures: number;
  readonly sources: number;
};

export type DemoRefused =
  /** The install has content already: the demonstration fills empty ones only. */
  | { readonly ok: false; readonly reason: 'not-empty'; readonly url: string }
  | { readonly ok: false; readonly reason: 'bad-host'; readonly host: string };

export type DemoOptions = {
  /** `HOST[:PORT]` of the site to be made, where there is none yet. */
  readonly host: string;
  /** How readers reach it; left out, it follows from the host. */
  readonly scheme?: 'http' | 'https';
  /** Another folder than the program's own. */
  readonly folder?: string;
};

/**
 * Fills an empty install with the demonstration site, by the commands that everything else is written with.
 * A site without posts, as set-up leaves it, is taken over; without one, it is made. Sources come first, with the
 * copies that the folder brings: nothing is fetched. The content comes in one transaction: whole, or not at all.
 * The sizes of pictures are made by the jobs that this asks for.
 */
export async function loadDemo(world: World, options: DemoOptions): Promise<DemoLoaded | DemoRefused> {
  const demo = await readDemo(options.folder);
  const place = await emptySite(world, demo, options);
  if (!place.ok) return place;
  const prepared = await preparePictures(world.storage, place.siteId, demo);
  const sources = await writeSources(world, place.siteId, demo);
  await checkSources(
    world,
    place.siteId,
    demo.posts.map(({ file, body }) => quotingDocument(file, body, sources)),
  );
  return world.db.write(async (tx) => {
    if (await hasContent(tx.db, place.siteId)) return { ok: false, reason: 'not-empty', url: place.url };
    await describe(tx, place.siteId, demo);
    const pictures = await writePictures(tx, place.siteId, demo, prepared);
    const authors = await writePeople(tx, place.siteId, demo, pictures);
    const terms = await writeTerms(tx, place.siteId, demo);
    const { locale, timeZone, permalinks } = demo.site;
    const site: PublishingSite = { id: place.siteId, locale, timeZone, permalinks, url: place.url };
    const now = timestamp(world.clock);
    const ids = await writeTexts(tx, site, demo, { pictures, authors, terms, sources, now });
    await writeProvenance(tx, place.siteId, demo, { posts: ids.posts, now });
    const comments = await writeComments(tx, place.siteId, demo, { posts: ids.posts, authors });
    await writeFrame(tx, place.siteId, demo, { pictures, terms, pages: ids.pages });
    return {
      ok: true,
      siteId: place.siteId,
      url: place.url,
      posts: ids.posts.size,
      pages: ids.pages.size,
      comments,
      pictures: pictures.size,
      sources: sources.size,
    };
  });
}

type Place = { readonly ok: true; readonly siteId: number; readonly url: string };

/** The site to be filled: the install's only one, while it is empty, or a new one. */
async function emptySite(world: World, demo: Demo, options: DemoOptions): Promise<Place | DemoRefused> {
  const [only, second] = await listSites(world.db);
  if (second) return { ok: false, reason: 'not-empty', url: second.url };
  if (only) {
    const full = await hasContent(world.db.read, only.id);
    return full
      ? { ok: false, reason: 'not-empty', url: only.url }
      : { ok: true, siteId: only.id, url: only.url };
  }
  const { title, locale } = demo.site;
  const { host, scheme } = options;
  const creation = { host, title, locale, ...(scheme !== undefined && { scheme }) };
  const made = await world.db.write((tx) => createSite(tx, creation, { now: timestamp(world.clock) }));
  if (!made.ok) return { ok: false, reason: 'bad-host', host };
  const site = await readSite(world.db, made.id);
  if (!site) throw new Error('The site that was made is not there.');
  return { ok: true, siteId: site.id, url: site.url };
}

async function hasContent(db: Database['read'] | Transaction['db'], siteId: number): Promise<boolean> {
  const post = await db
    .selectFrom('post')
    .select('id')
    .where('site_id', '=', siteId)
    .limit(1)
    .executeTakeFirst();
  return post !== undefined;
}

/** What the addresses of posts hang on comes before the posts. */
async function describe(tx: Transaction, siteId: number, { site }: Demo): Promise<void> {
  const { title, tagline, locale, timeZone, calendar, permalinks } = site;
  const changed = await updateSite(tx, siteId, { title, tagline, locale, timeZone, calendar, permalinks });
  if (!changed.ok) throw new Error(`demo/site.yaml: ${changed.reason}`);
}
