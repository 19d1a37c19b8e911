import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { z } from 'zod';
import {
  type DemoPage,
  type DemoPictures,
  type DemoPost,
  type DemoSite,
  type DemoThread,
  pageFields,
  pictures,
  postFields,
  site,
  thread,
} from './shapes.ts';
import { type DemoSources, demoSources } from './source-shapes.ts';

/** The demonstration site as it stands in its folder, read and checked; nothing of it is written yet. */
export type Demo = {
  readonly folder: string;
  readonly site: DemoSite;
  readonly pictures: DemoPictures;
  /** By date; pages after the pages above them. */
  readonly posts: readonly DemoPost[];
  readonly pages: readonly DemoPage[];
  readonly threads: readonly DemoThread[];
  readonly sources: DemoSources;
};

/** The folder that comes with the program. */
export const demoFolder = join(import.meta.dirname, '../../../demo');

/** Reads the folder. What is wrong in it throws, and names the file: the folder is the program's own. */
export async function readDemo(folder: string = demoFolder): Promise<Demo> {
  const posts = await readTexts(folder, 'posts', postFields);
  const pages = await readTexts(folder, 'pages', pageFields);
  const threads = await Promise.all(
    (await list(folder, 'comments', '.yaml')).map((file) => readYaml(join(folder, file), thread)),
  );
  return {
    folder,
    site: await readYaml(join(folder, 'site.yaml'), site),
    pictures: await readYaml(join(folder, 'pictures/pictures.yaml'), pictures),
    posts: posts.sort((a, b) => a.date.localeCompare(b.date)),
    pages: pages.sort((a, b) => Number(a.parent !== undefined) - Number(b.parent !== undefined)),
    threads,
    sources: await readYaml(join(folder, 'sources.yaml'), demoSources),
  };
}

async function readTexts<T extends z.ZodObject>(
  folder: string,
  kind: string,
  fields: T,
): Promise<(z.output<T> & { file: string; body: string })[]> {
  return Promise.all(
    (await list(folder, kind, '.md')).map(async (file) => {
      const text = await readFile(join(folder, file), 'utf8');
      const [, head, body] = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(text) ?? [];
      if (head === undefined || body === undefined) throw new Error(`${file} has no front matter`);
      return { ...checked(file, fields, parse(head)), file, body };
    }),
  );
}

async function readYaml<T extends z.ZodType>(path: string, shape: T): Promise<z.output<T>> {
  return checked(path, shape, parse(await readFile(path, 'utf8')));
}

function checked<T extends z.ZodType>(file: string, shape: T, value: unknown): z.output<T> {
  const result = shape.safeParse(value);
  if (result.success) return result.data;
  const issues = result.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  throw new Error(`${file}: ${issues.join('; ')}`);
}

async function list(folder: string, kind: string, ending: string): Promise<readonly string[]> {
  const names = await readdir(join(folder, kind));
  return names
    .filter((name) => name.endsWith(ending))
    .sort()
    .map((name) => join(kind, name));
}
