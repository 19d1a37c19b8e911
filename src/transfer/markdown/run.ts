import { setImmediate } from 'node:timers/promises';
import type { World } from '../../kit/world.ts';
import type { PublishingSite } from '../../post/save.ts';
import type { Tally } from '../report.ts';
import type { Blog } from './blog.ts';
import type { Placement } from './entry.ts';
import type { Fields } from './front-matter.ts';
import type { LinkIndex } from './links.ts';
import type { Bylines, Terms } from './names.ts';
import type { Scan, SourceFile } from './scan.ts';

/** What an import is at, for whoever waits for it. */
export type Progress = {
  readonly step: 'reading' | 'media' | 'posts' | 'comments' | 'redirects';
  readonly done: number;
  readonly total: number;
};

/** What every step of an import is given. */
export type Run = {
  readonly world: World;
  readonly site: PublishingSite & { readonly commentsOpen: boolean };
  /** UTC ISO. */
  readonly now: string;
  readonly dryRun: boolean;
  readonly media: 'fetch' | 'skip';
  readonly tally: Tally;
  readonly progress: (progress: Progress) => void;
  /** Asks to stop between two steps. */
  readonly signal: AbortSignal | undefined;
};

/** A post or page of the folder, as the other steps find it. */
export type Entry = Placement & {
  readonly file: SourceFile;
  /** Where readers find it, or will when it is published: what links to it become. */
  path: string;
  /** Addresses that it had. */
  readonly aliases: readonly string[];
  /** The page that it stands below. */
  parent?: string;
  /** Its own ID there. */
  readonly legacyId?: number;
  /** Its ID here, once it has one. */
  id?: number;
};

/** An entry of a menu, as the blog has it. */
export type MenuEntry = {
  /** By which entries below it name it. */
  readonly key: string;
  readonly label?: string;
  readonly href?: string;
  /** The post that it leads to, by its file. */
  readonly post?: string;
  readonly parent?: string;
  readonly weight: number;
  readonly children: readonly MenuEntry[];
};

/** What stands in a folder, taken stock of before anything is written. */
export type Stock = {
  readonly blog: Blog;
  readonly scan: Scan;
  readonly timeZone: string;
  readonly entries: readonly Entry[];
  readonly byItem: ReadonlyMap<string, Entry>;
  readonly links: LinkIndex<Entry>;
  readonly terms: Terms;
  readonly bylines: Bylines;
  readonly menuEntries: readonly (readonly [menu: string, MenuEntry])[];
  readonly defaults: (item: string, isPost: boolean) => Fields;
  readonly liquid: boolean;
  readonly hugo: boolean;
};

/**
 * Between two steps: lets signals and other work be heard (SQLite answers without waiting, so that nothing else
 * would be before the end), and stops where that was asked for.
 */
export async function breathe({ signal }: Pick<Run, 'signal'>): Promise<void> {
  await setImmediate();
  signal?.throwIfAborted();
}
