import { basename, dirname } from 'node:path';

/** What the path of a file says. */
export type Place = {
  /** The path as dates are looked for in it. */
  readonly item: string;
  /** Its name without date, language and extension; of a bundle, the folder's. */
  readonly stem: string;
  readonly lang?: string;
  readonly isDraft: boolean;
  /** Whether it stands where blogs keep their posts. */
  readonly isPostPlace: boolean;
  /** Hugo's `_index.md`: the page of a section. */
  readonly isSection: boolean;
  readonly sections: readonly string[];
};

const postFolders =
  /^(_posts|_drafts|posts?|blogs?|news|articles?|weblog|journal|notes|entries|essays|writings?|stories|diary|updates|(19|20)\d\d)$/i;
const containers = /^(content|contents|src|source|site|_posts|_drafts|_pages|pages|app|docs|www)$/i;

/** Whether a folder only says that content is in it: its own page is the home page. */
export function isContainer(folder: string): boolean {
  return folder === '' || folder === 'index' || folder === '_index' || containers.test(folder);
}

/** Reads a path. `root` is the folder's own name, which may be `_posts` or `content` itself. */
export function placeOf(item: string, root: string): Place {
  const folders = dirname(item) === '.' ? [] : dirname(item).split('/');
  const file = basename(item).replace(/\.(md|markdown|mdown|mkd|mkdn|html?)$/i, '');
  const found = /^(.+)\.([a-z]{2,3}(?:-[A-Za-z]{2,4})?)$/.exec(file);
  const lang = found && isLanguage(found[2]!) ? found[2] : undefined;
  const name = lang === undefined ? file : found![1]!;
  const isIndex = /^_?index$/i.test(name);
  const own = isIndex ? (folders.at(-1) ?? (containers.test(root) ? 'index' : root)) : name;
  const around = isIndex ? folders.slice(0, -1) : folders;
  const hints = [root, ...around];
  return {
    item,
    stem: own.replace(datePrefix, '') || own,
    ...(lang !== undefined && { lang }),
    isDraft: folders.some((folder) => /^_drafts?$/i.test(folder)) || /^_drafts?$/i.test(root),
    isPostPlace: hints.some((folder) => postFolders.test(folder)),
    isSection: /^_index$/i.test(name),
    sections: around.filter((folder) => !containers.test(folder) && !/^\d{1,4}$/.test(folder)),
  };
}

const datePrefix = /^\d{4}-\d{1,2}-\d{1,2}[-_](?:\d{2}-\d{2}(?:-\d{2})?-)?/;

/** The day that a path names: `2016-05-08-hello.md`, `2016/05/08/hello.md`. */
export function datesIn(item: string): string | undefined {
  const found = /(?:^|\/)(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[-_/.]|$)/.exec(item);
  return found ? `${found[1]}-${found[2]}-${found[3]}` : undefined;
}

const languages = new Intl.DisplayNames(['en'], { type: 'language', fallback: 'none' });

function isLanguage(tag: string): boolean {
  try {
    return languages.of(tag) !== undefined;
  } catch {
    return false;
  }
}

/** A title for a file that has none: `my-first-post` → `My first post`. */
export function nameOfStem(stem: string): string {
  const words = stem.replaceAll(/[-_]+/g, ' ').trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
