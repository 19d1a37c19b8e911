import { readdir, realpath, stat } from 'node:fs/promises';
import { basename, join, sep } from 'node:path';
import { extensionOf, kinds } from '../../media/kind.ts';
import { type Blog, isConfig } from './blog.ts';

/** A file of a blog that may be a post or a page. */
export type SourceFile = {
  /** Its path in the folder, with slashes, in Unicode's NFC: its name in the records. */
  readonly item: string;
  readonly path: string;
};

export type CommentFile = SourceFile & { readonly thread: string };

/** What stands in a folder, by what it is for. */
export type Scan = {
  readonly texts: readonly SourceFile[];
  readonly comments: readonly CommentFile[];
  readonly authors: readonly SourceFile[];
  /** Data of navigation: `_data/navigation.yml`. */
  readonly menus: readonly SourceFile[];
  readonly media: readonly SourceFile[];
  /** Eleventy's data for every file of a folder. */
  readonly folderData: readonly string[];
  /** What cannot be taken: files of no kind that a site keeps, beside the posts; folders that cannot be read. */
  readonly odd: readonly (SourceFile & { readonly problem: string })[];
  /** Files of the design and its programs, by extension: no content. */
  readonly design: ReadonlyMap<string, number>;
};

/** Folders that hold no content: programs, designs, what was built. */
const notContent = new Set([
  'node_modules',
  '_site',
  'bower_components',
  'vendor',
  'themes',
  'layouts',
  'archetypes',
  'resources',
  '_layouts',
  '_includes',
  '_sass',
  '_plugins',
  '_scss',
  '_11ty',
  '__pycache__',
  'i18n',
]);

const mediaExtensions = new Set(
  kinds.flatMap(({ extensions }) => [...extensions]).filter((extension) => extension !== 'txt'),
);

/** Goes through a folder, in the order of the names. Links out of it are not followed. */
export async function scan(blog: Blog): Promise<Scan> {
  const found: Found = {
    texts: [],
    comments: [],
    authors: [],
    menus: [],
    media: [],
    folderData: [],
    odd: [],
    design: new Map(),
  };
  await walk(blog, '', found);
  return found;
}

type Found = {
  [Part in keyof Scan]: Scan[Part] extends readonly (infer One)[] ? One[] : Map<string, number>;
};

async function walk(blog: Blog, folder: string, found: Found): Promise<void> {
  const path = join(blog.root, folder);
  const entries = await readdir(path, { withFileTypes: true }).catch(() => undefined);
  if (entries === undefined) {
    found.odd.push({ item: folder.normalize('NFC'), path, problem: 'the folder cannot be read' });
    return;
  }
  entries.sort((left, right) => (left.name < right.name ? -1 : left.name > right.name ? 1 : 0));
  const isBundle = entries.some(({ name }) => /^_?index(\.[\w-]+)?\.(md|markdown|html)$/i.test(name));
  for (const entry of entries) {
    const inside = folder === '' ? entry.name : `${folder}/${entry.name}`;
    const what = entry.isSymbolicLink()
      ? await kindOfLink(blog.root, join(blog.root, inside))
      : entry.isDirectory()
        ? 'folder'
        : entry.isFile()
          ? 'file'
          : 'other';
    if (what === 'folder' && !entry.isSymbolicLink() && isContent(blog, folder, entry.name))
      await walk(blog, inside, found);
    if (what === 'file') sort(blog, inside, isBundle && folder !== '', found);
    if (what === 'outside') {
      const item = inside.normalize('NFC');
      found.odd.push({
        item,
        path: join(blog.root, inside),
        problem: 'links out of the folder are not followed',
      });
    }
  }
}

/** A blog from somewhere else must not publish this machine's own files by a link to them. */
async function kindOfLink(root: string, path: string): Promise<'file' | 'folder' | 'other' | 'outside'> {
  try {
    const [inside, real] = [await realpath(root), await realpath(path)];
    const target = await stat(real);
    if (!real.startsWith(inside + sep)) return target.isFile() ? 'outside' : 'other';
    return target.isFile() ? 'file' : target.isDirectory() ? 'folder' : 'other';
  } catch {
    return 'other';
  }
}

function isContent(blog: Blog, folder: string, name: string): boolean {
  if (name.startsWith('.') || notContent.has(name)) return false;
  return !(
    folder === '' &&
    ((name === 'public' && blog.kind === 'hugo') || (name === 'dist' && blog.kind === 'eleventy'))
  );
}

function sort(blog: Blog, inside: string, inBundle: boolean, found: Found): void {
  const file: SourceFile = { item: inside.normalize('NFC'), path: join(blog.root, inside) };
  const name = basename(inside);
  const extension = extensionOf(name);
  if (name.startsWith('.') || isConfig(inside)) return;
  const thread = threadOf(inside);
  if (thread !== undefined) found.comments.push({ ...file, thread });
  else if (isAuthorFile(inside)) found.authors.push(file);
  else if (/(^|\/)_data\/(navigation|nav|menus?)\.(ya?ml|json|toml)$/i.test(inside)) found.menus.push(file);
  else if (/^(md|markdown|mdown|mkd|mkdn|html?)$/.test(extension)) found.texts.push(file);
  else if (isFolderData(inside)) found.folderData.push(inside);
  else if (mediaExtensions.has(extension)) found.media.push(file);
  else if (inBundle && !/^(js|css|scss|ts|json|ya?ml|toml|njk|liquid)$/.test(extension))
    found.odd.push({ ...file, problem: 'files of this kind are not kept' });
  else found.design.set(extension || name, (found.design.get(extension || name) ?? 0) + 1);
}

/** The thread that a file of comments belongs to: the folder or the name below `comments`. */
function threadOf(inside: string): string | undefined {
  const found = /(?:^|\/)comments\/(.+)\.(?:ya?ml|json)$/i.exec(inside)?.[1];
  if (found === undefined) return undefined;
  const folders = found.split('/');
  return (folders.length > 1 ? folders.slice(0, -1) : folders).join('/').normalize('NFC');
}

function isAuthorFile(inside: string): boolean {
  return (
    /(^|\/)_?data\/(authors?|people|team)(\/[^/]+)?\.(ya?ml|json|toml)$/i.test(inside) ||
    /(^|\/)_authors\/[^/]+\.(md|markdown|html)$/i.test(inside) ||
    /(^|\/)content\/authors?\/[^/]+(\/_?index)?\.(md|markdown)$/i.test(inside)
  );
}

/** `posts/posts.json`, `posts/posts.11tydata.json` */
function isFolderData(inside: string): boolean {
  const [name = '', folder = ''] = inside.split('/').reverse();
  return folder !== '' && (name === `${folder}.json` || name === `${folder}.11tydata.json`);
}
