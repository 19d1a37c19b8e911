import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Transaction } from '../../kit/database/index.ts';
import type { Storage } from '../../kit/storage/index.ts';
import { hrefOf } from '../../media/media.ts';
import { type PreparedFile, prepareFile } from '../../media/prepare.ts';
import { addMedia } from '../../media/save.ts';
import type { Demo } from './read.ts';

/** A picture as it stands in the site. */
export type WrittenPicture = { readonly id: number; readonly href: string };
export type WrittenPictures = ReadonlyMap<string, WrittenPicture>;

/** How a text of the demonstration names a picture. */
const reference = /^\.\.\/pictures\/([a-z0-9-]+\.[a-z]+)$/;

/** The name of the picture that an address in a text means. */
export function pictureOf(address: string): string | undefined {
  return reference.exec(address)?.[1];
}

type Facts = { readonly alt: string; readonly caption?: string; readonly at: string };

/** Every picture that the site needs: those of texts, of authors, and its icon. */
function factsOf({ site, pictures, posts, pages }: Demo): ReadonlyMap<string, Facts> {
  const texts = [...posts, ...pages].sort((a, b) => a.date.localeCompare(b.date));
  const first = texts[0]?.date ?? '';
  const facts = new Map<string, Facts>();
  for (const [file, { alt, caption }] of Object.entries(pictures)) {
    const shown = texts.find(
      ({ featured, body }) => featured === file || body.includes(`../pictures/${file}`),
    );
    facts.set(file, { alt, caption, at: utc(shown?.date ?? first) });
  }
  for (const { picture, pictureAlt } of site.authors) facts.set(picture, { alt: pictureAlt, at: utc(first) });
  facts.set(site.icon, { alt: site.title, at: utc(first) });
  return facts;
}

/** Reads, checks and keeps the files, before the transaction that writes them down. */
export async function preparePictures(
  storage: Storage,
  siteId: number,
  demo: Demo,
): Promise<ReadonlyMap<string, PreparedFile>> {
  const prepared = new Map<string, PreparedFile>();
  for (const file of factsOf(demo).keys()) {
    const body = await readFile(join(demo.folder, 'pictures', file));
    const kept = await prepareFile(storage, siteId, { name: file, body });
    if (!kept.ok) throw new Error(`demo/pictures/${file}: ${kept.reason}`);
    prepared.set(file, kept);
  }
  return prepared;
}

export async function writePictures(
  tx: Transaction,
  siteId: number,
  demo: Demo,
  prepared: ReadonlyMap<string, PreparedFile>,
): Promise<WrittenPictures> {
  const written = new Map<string, WrittenPicture>();
  const facts = [...factsOf(demo)].sort(([, a], [, b]) => a.at.localeCompare(b.at));
  for (const [file, fact] of facts) {
    const kept = prepared.get(file);
    if (!kept) throw new Error(`demo/pictures/${file} was not prepared`);
    const stored = await addMedia(tx, siteId, kept, {
      ...fact,
      title: file.replace(/\.\w+$/, '').replaceAll('-', ' '),
    });
    if (!stored.ok) throw new Error(`demo/pictures/${file}: ${stored.reason}`);
    written.set(file, { id: stored.media.id, href: hrefOf(stored.media) });
  }
  return written;
}

/** The time as both databases keep it. */
export function utc(date: string): string {
  return new Date(date).toISOString();
}
