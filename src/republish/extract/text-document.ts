import { type Parsed, parseHtml, parseMarkdown } from '../../document/index.ts';
import { escapeHtml } from '../../kit/html.ts';

/** Running text becomes paragraphs: an empty line ends one, and a single line end stays a line break. */
export function documentOfText(text: string): Parsed {
  const html = paragraphsOf(text)
    .map((lines) => `<p>${lines.map(escapeHtml).join('<br>')}</p>`)
    .join('\n');
  return parseHtml(html, { limit: 'writer' });
}

/** Markdown as its writer meant it; nothing in it names a source of this site. */
export function documentOfMarkdown(text: string): Parsed {
  return parseMarkdown(text, { limit: 'writer' });
}

/**
 * The text of a PDF has its line ends where the lines of its pages end. A line that is as long as its neighbours
 * goes on in the next; a shorter one that ends like a sentence ends a paragraph.
 */
export function documentOfPages(text: string): Parsed {
  return documentOfText(unwrapped(text));
}

function paragraphsOf(text: string): readonly (readonly string[])[] {
  return text
    .replaceAll(/\r\n?|[\u2028\u000b\u000c]/g, '\n')
    .replaceAll('\u2029', '\n\n')
    .split(/\n[ \t\u00a0]*\n\s*/)
    .map((block) =>
      block
        .split('\n')
        .map((line) => line.trim())
        .filter(Boolean),
    )
    .filter((lines) => lines.length > 0);
}

function unwrapped(text: string): string {
  const blocks = paragraphsOf(text).map((lines) => {
    const full = Math.max(...lines.map(({ length }) => length)) * 0.8;
    let joined = '';
    for (const line of lines) {
      joined += line;
      const ends = line.length < full && /[.!?؟۔…。！？:]["”»’)]?$/.test(line);
      joined += ends ? '\n\n' : ' ';
    }
    return joined.trim();
  });
  return blocks.join('\n\n');
}
