import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import tar from 'tar-stream';

/** A text to quote from. */
export type Corpus = { readonly name: string; readonly lang: string; readonly text: string };

const folder = fileURLToPath(new URL('../fixtures/quotation/', import.meta.url));

/** The Declaration in each language, and speeches. */
export async function corpora(): Promise<readonly Corpus[]> {
  return [...(await declarations()), speeches()];
}

async function declarations(): Promise<Corpus[]> {
  const extract = tar.extract();
  extract.end(gunzipSync(readFileSync(`${folder}udhr.tar.gz`)));
  const found: Corpus[] = [];
  for await (const entry of extract) {
    const chunks: Buffer[] = [];
    for await (const chunk of entry) chunks.push(chunk as Buffer);
    const html = Buffer.concat(chunks).toString('utf8');
    const lang = /<html[^>]* lang="([^"]+)"/.exec(html)?.[1] ?? 'en';
    found.push({ name: entry.header.name.replace(/\.html$/, ''), lang, text: textOf(html) });
  }
  return found.sort((left, right) => (left.name < right.name ? -1 : 1));
}

/** The files have no other markup than blocks; not by the product's own reader, which is not what is tested. */
function textOf(html: string): string {
  return html
    .slice(html.indexOf('<body'))
    .replace(/\s+/g, ' ')
    .replace(/<\/(?:p|h\d|li|header|article|section)>/g, '\n')
    .replace(/<[^>]*>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
    .replace(/ *\n\s*/g, '\n')
    .trim();
}

function speeches(): Corpus {
  const files = readdirSync(`${folder}speeches`).sort();
  const text = files.map((file) => readFileSync(`${folder}speeches/${file}`, 'utf8').trim()).join('\n\n');
  return { name: 'speeches', lang: 'en', text };
}
