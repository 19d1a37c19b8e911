import { access, constants, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { World } from '../../kit/world.ts';
import type { Site } from '../../site/site.ts';
import { readRecords } from '../record.ts';
import { type Report, Tally } from '../report.ts';
import { type Blog, openBlog } from './blog.ts';
import { takeComments } from './comments.ts';
import { foresee } from './foresee.ts';
import { takeMenus } from './menus.ts';
import { takeAuthors, takeTerms } from './people.ts';
import { writeRedirects } from './redirects.ts';
import type { Progress, Run, Stock } from './run.ts';
import { shelve } from './shelf.ts';
import { type Refused, takeStock } from './stock.ts';
import { keyOf, writeEntries } from './write.ts';

export type ImportOptions = {
  readonly site: Site;
  readonly folders: readonly string[];
  /** A folder of files that the posts show. */
  readonly uploads?: string;
  /** Whether pictures of elsewhere are fetched by a job, or stay there for now. */
  readonly media: 'fetch' | 'skip';
  readonly dryRun?: boolean;
  /** The blog's old address, where no configuration says it. */
  readonly from?: string;
  /** What becomes of posts whose `expiryDate` has passed. */
  readonly expired?: 'private' | 'publish';
  readonly progress?: (progress: Progress) => void;
  /** Stops the import between two steps; the same call again goes on. */
  readonly signal?: AbortSignal;
};

export type Imported =
  | { readonly ok: true; readonly report: Report }
  | { readonly ok: false; readonly reason: 'no-folder' | 'not-readable' | 'no-blog'; readonly folder: string }
  | { readonly ok: false; readonly reason: 'stopped'; readonly report: Report };

/**
 * Takes blogs that are folders of Markdown (Hugo, Jekyll, Eleventy, or none of them) into a site. The same folder
 * again changes only what changed in it. Each step is a transaction: stopped anywhere, the site is consistent, and the
 * next call goes on. Nothing is written before every folder was read and found to be a blog.
 */
export async function importMarkdown(world: World, options: ImportOptions): Promise<Imported> {
  const begun = performance.now();
  const tally = new Tally();
  const run = runOf(world, options, tally);
  const seconds = () => (performance.now() - begun) / 1000;
  try {
    const stocks: Stock[] = [];
    for (const folder of [...options.folders, ...(options.uploads === undefined ? [] : [options.uploads])]) {
      const problem = await problemOf(folder);
      if (problem) return { ok: false, reason: problem, folder };
    }
    for (const folder of options.folders) {
      const blog = named(await openBlog(resolve(folder), options.from), stocks);
      const taken = await takeStock(run, blog, { expired: options.expired ?? 'private' });
      if (taken === undefined) return { ok: false, reason: 'no-blog', folder };
      tellStock(tally, taken.stock, taken.refused);
      stocks.push(taken.stock);
    }
    for (const stock of stocks) await importStock(run, stock, options.uploads);
    return { ok: true, report: tally.report(seconds()) };
  } catch (error) {
    if (options.signal?.aborted && error === options.signal.reason)
      return { ok: false, reason: 'stopped', report: tally.report(seconds()) };
    throw error;
  }
}

function runOf(world: World, options: ImportOptions, tally: Tally): Run {
  const { site, media, dryRun, progress, signal } = options;
  return {
    world,
    site: {
      id: site.id,
      locale: site.locale,
      timeZone: site.timeZone,
      permalinks: site.permalinks,
      url: site.url,
      commentsOpen: site.settings.commentsOpen,
    },
    now: world.clock.now().toISOString(),
    dryRun: dryRun ?? false,
    media,
    tally,
    progress: progress ?? (() => {}),
    signal,
  };
}

async function problemOf(folder: string): Promise<'no-folder' | 'not-readable' | undefined> {
  try {
    if (!(await stat(folder)).isDirectory()) return 'no-folder';
    await access(folder, constants.R_OK | constants.X_OK);
    return undefined;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'no-folder' : 'not-readable';
  }
}

/** Two folders of one name are two blogs. */
function named(blog: Blog, others: readonly Stock[]): Blog {
  const same = others.filter(
    (stock) => stock.blog.root !== blog.root && stock.blog.source.replace(/#\d+$/, '') === blog.source,
  ).length;
  return same === 0 ? blog : { ...blog, source: `${blog.source}#${same + 1}` };
}

function tellStock(tally: Tally, { blog, scan }: Stock, refused: readonly Refused[]): void {
  for (const { file, problem } of blog.problems)
    tally.lose(`configuration ${file}`, problem, 'nothing of it');
  for (const { kind, item, problem } of refused) tally.refuse(kind, `${kind.slice(0, -1)} ${item}`, problem);
  for (const { item, problem } of scan.odd) tally.refuse('other', `file ${item}`, problem);
  const design = [...scan.design].sort(([left], [right]) => (left < right ? -1 : 1));
  if (design.length > 0)
    tally.lose(
      'folder',
      `files of the design and its programs: ${design.map(([extension, count]) => `${count} ${extension}`).join(', ')}`,
      'nothing: they are no content',
    );
}

async function importStock(run: Run, stock: Stock, uploads: string | undefined): Promise<void> {
  const known = await readRecords(
    run.world.db.read,
    run.site.id,
    keyOf(stock),
    stock.entries.map(({ item }) => item),
  );
  await foresee(run, stock, known);
  const shelf = await shelve(run, stock, uploads);
  const ids = {
    terms: await takeTerms(run, stock),
    authors: await takeAuthors(run, stock, shelf),
    posts: stock.byItem,
  };
  const evidence = await writeEntries(run, stock, shelf, ids);
  await takeMenus(run, stock, ids);
  await takeComments(run, stock);
  await writeRedirects(run, stock, evidence);
}
