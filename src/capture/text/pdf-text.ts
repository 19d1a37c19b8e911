import type { ReadStream } from '../stream.ts';
import { OffsetMapWriter } from './offset-map.ts';
import { isVisualOrder } from './visual-order.ts';

/** Raised whenever the same file would give another text. */
export const pdfTextVersion = '1';

const mostPages = 2_000;
const mostText = 20_000_000;
/** Fewer letters a page than this are the numbers of pages that are pictures. */
const lettersOfAPage = 8;

/**
 * The text of a PDF, a page after the other with a line break between them. Its map leads to pages: the third number
 * of a piece is the page's, counted from 1. A file without text, or with letters in the order of their places on the
 * paper instead of that of reading, gives a text that nothing can be checked against, and says why.
 */
export async function pdfText(
  bytes: Uint8Array,
  signal?: AbortSignal,
): Promise<ReadStream & { title?: string }> {
  const { getDocumentProxy } = await import('unpdf');
  const nothing = { name: 'pdf', version: pdfTextVersion, text: '', regions: [], map: [] } as const;
  // The reader takes the memory of what it is given: it gets a copy.
  const opened = await getDocumentProxy(Uint8Array.from(bytes), { verbosity: 0 }).catch(() => undefined);
  if (opened === undefined) return { ...nothing, unreadable: 'broken' };
  try {
    const title = titleIn(await opened.getMetadata().catch(() => undefined));
    const map = new OffsetMapWriter();
    const pages: string[] = [];
    let length = 0;
    for (let number = 1; number <= Math.min(opened.numPages, mostPages) && length < mostText; number++) {
      signal?.throwIfAborted();
      const page = await opened.getPage(number);
      const text = joined((await page.getTextContent()).items as readonly TextItem[]);
      page.cleanup();
      // A page is longer or shorter than 1: its piece belongs together whole.
      if (text.length > 1) map.add(length, text.length, number, 1);
      pages.push(text);
      length += text.length + 1;
    }
    const text = pages.join('\n');
    const letters = text.match(/\p{L}/gu)?.length ?? 0;
    const unreadable =
      letters < lettersOfAPage * pages.length ? 'scan' : isVisualOrder(text) ? 'visual-order' : undefined;
    const read = { ...nothing, text, map: map.done(), ...(title !== undefined && { title }) };
    return unreadable === undefined ? read : { ...read, unreadable };
  } catch (error) {
    if (signal?.aborted) throw error;
    return { ...nothing, unreadable: 'broken' };
  } finally {
    await opened.loadingTask.destroy();
  }
}

type TextItem = { readonly str?: string; readonly hasEOL?: boolean };

function joined(items: readonly TextItem[]): string {
  let text = '';
  for (const { str = '', hasEOL } of items) text += hasEOL ? `${str}\n` : str;
  return text.trim();
}

function titleIn(metadata: unknown): string | undefined {
  const info = (metadata as { info?: { Title?: unknown } } | undefined)?.info;
  return typeof info?.Title === 'string' && info.Title.trim() !== ''
    ? info.Title.trim().slice(0, 500)
    : undefined;
}
