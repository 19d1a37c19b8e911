import type { HtmlText } from './html-text.ts';
import type { Region } from './region.ts';
import { spokenRegions } from './spoken.ts';

/** Of the browser's own reading: `innerText`. */
export const renderedVersion = '1';

const shortestLine = 12;
const mostLines = 5_000;

/**
 * Where in the text that a browser showed the comments and quotations stand that its tree has: found line by line, by
 * their words. Hidden words are not there at all.
 */
export function renderedRegions(text: string, tree: HtmlText): readonly Region[] {
  const regions: Region[] = [];
  const done = new Set<string>();
  for (const { start, end, kind, by } of tree.regions) {
    if (kind === 'hidden') continue;
    for (const line of tree.text.slice(start, end).split('\n')) {
      if (line.length < shortestLine || done.has(line) || done.size > mostLines) continue;
      done.add(line);
      const at = text.indexOf(line);
      if (at >= 0) regions.push({ start: at, end: at + line.length, kind, ...(by !== undefined && { by }) });
    }
  }
  regions.push(...spokenRegions(text, regions));
  return regions.sort((a, b) => a.start - b.start || b.end - a.end);
}
