import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { root } from './source.ts';

const pack = join(root, '../shared/data/html/readability-test-pages.tar.gz');

/** Saved pages of the collection beside the repository; undefined where that is not there. */
export function sharedPages(): readonly { readonly name: string; readonly html: string }[] | undefined {
  if (!existsSync(pack)) return undefined;
  return entriesOf(gunzipSync(readFileSync(pack)))
    .filter(({ name }) => name.endsWith('/source.html'))
    .map(({ name, content }) => ({ name, html: content.toString('utf8') }));
}

/** The files of a tar (POSIX ustar), of short names. */
function entriesOf(tar: Buffer): readonly { readonly name: string; readonly content: Buffer }[] {
  const entries: { name: string; content: Buffer }[] = [];
  for (let at = 0; at + 512 <= tar.length && tar[at] !== 0; ) {
    const name = tar.toString('utf8', at, at + 100).replace(/\0.*$/s, '');
    const size = Number.parseInt(tar.toString('latin1', at + 124, at + 136), 8);
    entries.push({ name, content: tar.subarray(at + 512, at + 512 + size) });
    at += 512 + Math.ceil(size / 512) * 512;
  }
  return entries;
}
