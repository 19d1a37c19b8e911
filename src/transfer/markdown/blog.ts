import { readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { canonicalLocale, canonicalTimeZone } from '../../site/site.ts';
import { flagOf, textOf } from './fields.ts';
import { type Fields, isRecord, readData, readFrontMatter } from './front-matter.ts';

export type BlogKind = 'hugo' | 'jekyll' | 'eleventy' | 'plain';

/** A folder that holds a blog, and what its own configuration says. */
export type Blog = {
  readonly root: string;
  /** The blog's name among the records of imports: stays the same when the folder is read again. */
  readonly source: string;
  readonly kind: BlogKind;
  readonly config: Fields;
  /** Where it was public, with a trailing slash. */
  readonly baseUrl: string | undefined;
  readonly timeZone: string | undefined;
  readonly language: string | undefined;
  /** What its program publishes although it is marked otherwise. */
  readonly builds: { readonly drafts: boolean; readonly expired: boolean };
  /** What is wrong with its configuration. */
  readonly problems: readonly { readonly file: string; readonly problem: string }[];
};

type Hint = { readonly kind: Exclude<BlogKind, 'plain'>; readonly file: string };

const configs: readonly Hint[] = [
  ...['hugo', 'config', 'config/_default/hugo', 'config/_default/config'].flatMap((name) =>
    ['toml', 'yaml', 'yml', 'json'].map(
      (extension): Hint => ({ kind: 'hugo', file: `${name}.${extension}` }),
    ),
  ),
  { kind: 'jekyll', file: '_config.yml' },
  { kind: 'jekyll', file: '_config.yaml' },
  { kind: 'jekyll', file: '_config.toml' },
];

/** Eleventy's configuration is a program, which is not run; these data files are where blogs keep their facts. */
const eleventyPrograms = [
  '.eleventy.js',
  'eleventy.config.js',
  'eleventy.config.mjs',
  'eleventy.config.cjs',
  'eleventy.config.ts',
];
const eleventyData = [
  '_data/metadata.json',
  '_data/site.json',
  'src/_data/metadata.json',
  'src/_data/site.json',
  '_data/site.yaml',
  'src/_data/site.yaml',
];

/** Whether a file holds a blog's own configuration. */
export function isConfig(item: string): boolean {
  return (
    configs.some(({ file }) => file === item) ||
    eleventyPrograms.includes(item) ||
    eleventyData.includes(item)
  );
}

/** Looks at a folder's configuration. `from` is the old address where it is told by whoever imports. */
export async function openBlog(root: string, from: string | undefined): Promise<Blog> {
  const found = await findConfig(root);
  const { fields } = found;
  const address = from ?? addressIn(found.kind, fields);
  const zone = textOf(fields, 'timezone', 'time_zone');
  const language = textOf(fields, 'defaultcontentlanguage', 'languagecode', 'lang', 'language', 'locale');
  return {
    root,
    source: `markdown:${nameOf(root, address)}`,
    kind: found.kind,
    config: fields,
    baseUrl: address,
    timeZone: zone === undefined ? undefined : canonicalTimeZone(zone),
    language: language === undefined ? undefined : canonicalLocale(language),
    builds: {
      drafts: flagOf(fields, 'builddrafts', 'show_drafts') ?? false,
      expired: flagOf(fields, 'buildexpired') ?? false,
    },
    problems: found.problems,
  };
}

async function findConfig(
  root: string,
): Promise<{ kind: BlogKind; fields: Fields; problems: Blog['problems'] }> {
  for (const { kind, file } of configs) {
    const text = await textAt(join(root, file));
    // `config.json` and the like are names that other programs use too.
    if (text === undefined || (file.startsWith('config.') && !/baseurl|theme|title|params/i.test(text)))
      continue;
    return { kind, ...fieldsOf(text, file) };
  }
  for (const file of eleventyPrograms) {
    if ((await textAt(join(root, file))) === undefined) continue;
    for (const data of eleventyData) {
      const text = await textAt(join(root, data));
      if (text !== undefined) return { kind: 'eleventy', ...fieldsOf(text, data) };
    }
    return { kind: 'eleventy', fields: {}, problems: [] };
  }
  return { kind: 'plain', fields: {}, problems: [] };
}

function fieldsOf(text: string, file: string): { fields: Fields; problems: Blog['problems'] } {
  const read = readData(text, file);
  if (!read.ok) return { fields: {}, problems: [{ file, problem: `line ${read.line}: ${read.problem}` }] };
  const fields = Object.fromEntries(
    Object.entries(isRecord(read.value) ? read.value : {}).map(([name, value]) => [
      name.toLowerCase(),
      value,
    ]),
  );
  return { fields, problems: [] };
}

async function textAt(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch {
    return undefined;
  }
}

function addressIn(kind: BlogKind, fields: Fields): string | undefined {
  const url = kind === 'hugo' ? textOf(fields, 'baseurl') : textOf(fields, 'url', 'baseurl');
  if (url === undefined || !/^https?:\/\/[^/]/i.test(url) || !URL.canParse(url)) return undefined;
  const path = kind === 'jekyll' ? (textOf(fields, 'baseurl') ?? '').replace(/^\/?/, '/') : '';
  return `${new URL(path === '/' ? '' : path, url).href.replace(/\/+$/, '')}/`;
}

/** Folders that every blog has say nothing about which it is. */
const common =
  /^(posts?|_posts|content|contents|src|source|blog|news|site|www|web|public|docs|pages|articles|\.)$/i;

function nameOf(root: string, address: string | undefined): string {
  if (address !== undefined)
    return address
      .replace(/^https?:\/\//i, '')
      .replace(/\/+$/, '')
      .toLowerCase();
  const name = basename(root);
  const above = basename(dirname(root));
  return (common.test(name) && above !== '' ? `${above}/${name}` : name).normalize('NFC');
}

/** What a blog gives to every file of a kind or folder: Jekyll's `defaults`, Eleventy's data files beside the posts. */
export async function readDefaults(
  blog: Blog,
  dataFiles: readonly string[],
): Promise<(item: string, isPost: boolean) => Fields> {
  const jekyll =
    blog.kind === 'jekyll' && Array.isArray(blog.config.defaults)
      ? blog.config.defaults.filter(isRecord)
      : [];
  const folders = new Map<string, Fields>();
  for (const file of dataFiles) {
    const text = await textAt(join(blog.root, file));
    const read = text === undefined ? undefined : readFrontMatter(text);
    if (read?.ok) folders.set(dirname(file), read.fields);
  }
  if (jekyll.length === 0 && folders.size === 0) return () => ({});
  return (item, isPost) => {
    const fields: Record<string, unknown> = {};
    for (const { scope, values } of jekyll) {
      if (!isRecord(scope) || !isRecord(values)) continue;
      const path = textOf(scope, 'path') ?? '';
      const type = textOf(scope, 'type');
      const fits =
        (path === '' || `${item}/`.startsWith(`${path.replace(/\/+$/, '')}/`)) &&
        (type === undefined || (type === 'posts') === isPost);
      if (fits) for (const [name, value] of Object.entries(values)) fields[name.toLowerCase()] = value;
    }
    for (let folder = dirname(item); ; folder = dirname(folder)) {
      for (const [name, value] of Object.entries(folders.get(folder) ?? {})) fields[name] ??= value;
      if (folder === '.' || folder === '/') return fields;
    }
  };
}
