import type { Capture } from '../capture/capture.ts';
import { readStreams } from '../capture/read-streams.ts';
import { readMainResource } from '../capture/resource.ts';
import { decodePage } from '../capture/text/charset.ts';
import type { World } from '../kit/world.ts';
import { extractApart } from './extract/apart.ts';
import type { Extracted } from './extract/extraction.ts';

/** What a capture holds for a post: the article of a page, the text of a document. `all`: the whole text of a page. */
export async function extractCapture(
  world: World,
  siteId: number,
  capture: Capture,
  { all = false }: { readonly all?: boolean } = {},
): Promise<Extracted> {
  const main = await readMainResource(world, siteId, capture.id);
  const mime = (main?.mime ?? capture.mime ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
  if (main && /^(?:text\/html|application\/xhtml\+xml)$/.test(mime)) {
    const { text } = decodePage(main.bytes, `${mime}${main.charset ? `; charset=${main.charset}` : ''}`);
    // A supplied file stood nowhere: what it links to beside itself leads nowhere either.
    const address = /^https?:/.test(main.address) ? main.address : 'about:blank';
    return extractApart({ kind: 'page', text, address, all });
  }
  if (main && /^text\/(?:markdown|x-markdown)$/.test(mime))
    return extractApart({ kind: 'markdown', text: decodePage(main.bytes, 'text/plain').text });
  const stream = (await readStreams(world, siteId, capture.id)).find(
    ({ unreadable }) => unreadable === undefined,
  );
  if (!stream) return { ok: false, reason: 'empty' };
  return extractApart({ kind: stream.name === 'pdf' ? 'pages' : 'text', text: stream.text });
}
