import { ask } from './support/ask.ts';
import { startVerbatim } from './support/contender.ts';
import { isMain } from './support/main.ts';
import type { Server } from './support/process.ts';
import { atMost, type Result, report } from './support/report.ts';
import { type Measured, measured } from './support/rounds.ts';
import { benchSite } from './support/site.ts';

const goal = 20_000;
/** Posts whose sizes are taken. */
const sample = 25;

/** What a reader's browser gets for a post: its page and the style sheet, without which nothing can be read as meant. */
export async function run(): Promise<Result> {
  const site = await benchSite({ posts: 1_000, words: 600, comments: 5 });
  const server = await startVerbatim(site);
  try {
    const paths = site.paths.filter((_, index) => index % (site.posts / sample) === 0);
    const href = await styleSheetOf(server, site.host, paths[0] ?? '/');
    const rows: Measured[] = [];
    for (const encoding of ['br', 'gzip', 'identity']) {
      const sizeOf = async (path: string) =>
        (await ask(server, path, { host: site.host, 'accept-encoding': encoding })).body.length;
      const css = await sizeOf(href);
      const html = await Promise.all(paths.map(sizeOf));
      rows.push(measured(`HTML, ${encoding}`, 'bytes', html), measured(`CSS, ${encoding}`, 'bytes', [css]));
      rows.push(
        measured(
          `HTML and CSS, ${encoding}`,
          'bytes',
          html.map((size) => size + css),
        ),
      );
    }
    const whole = rows.find(({ name }) => name === 'HTML and CSS, br');
    const about = `Bodies of ${sample} posts of 600 words with 5 replies, and of the style sheet. Words are invented, twenty thousand of them, as common as Zipf's law has it. No page needs its script; the fonts come after the text.`;
    return { bench: 'wire', about, rows, goals: whole ? [atMost(whole, goal)] : [] };
  } finally {
    await server.stop();
  }
}

async function styleSheetOf(server: Server, host: string, path: string): Promise<string> {
  const { body } = await ask(server, path, { host });
  const href = /<link rel="stylesheet" href="([^"]+)"/.exec(body.toString())?.[1];
  if (href === undefined) throw new Error('The page names no style sheet.');
  return href;
}

if (isMain(import.meta.url)) report(await run());
