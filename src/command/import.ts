import type { Imported, Progress } from '../transfer/markdown/index.ts';
import { itemKinds, type Report } from '../transfer/report.ts';
import { type Command, CommandError, flag, type Terminal, text, UsageError, type Words } from './command.ts';
import { openMeter } from './meter.ts';
import { siteOf, withInstall } from './opening.ts';

export const importMarkdownCommand: Command = {
  name: 'import markdown',
  summary: 'takes in the folder of a Hugo, Jekyll or Eleventy blog',
  positionals: ['PATH'],
  more: true,
  options: {
    site: { type: 'string', placeholder: 'HOST', help: 'the site; may be left out when there is one' },
    uploads: { type: 'string', placeholder: 'DIR', help: 'a folder of files that the posts show' },
    media: {
      type: 'string',
      placeholder: 'fetch|skip',
      help: 'fetch pictures of elsewhere, or only note their addresses; fetch',
    },
    from: {
      type: 'string',
      placeholder: 'URL',
      help: 'the address that the blog had, where its configuration does not say it',
    },
    expired: {
      type: 'string',
      placeholder: 'private|publish',
      help: 'what becomes of posts whose expiry date has passed; private',
    },
    'dry-run': { type: 'boolean', help: 'reports the same, and changes nothing' },
  },
  run: (words, terminal) => {
    const choices = choicesOf(words);
    return withInstall(words, terminal, async (world) => {
      const { importMarkdown } = await import('../transfer/markdown/index.ts');
      const site = await siteOf(words, world);
      const meter = openMeter(terminal);
      const stop = stopOnSignal(terminal);
      try {
        const imported = await importMarkdown(world, {
          ...choices,
          site,
          folders: words.positionals,
          signal: stop.signal,
          progress: (progress) => meter.show(stepName(progress), progress.done, progress.total),
        });
        meter.end();
        return tell(imported, words, terminal);
      } finally {
        meter.end();
        stop.end();
      }
    });
  },
};

function choicesOf(words: Words) {
  const media = oneOf(words, 'media', ['fetch', 'skip'], 'fetch');
  const expired = oneOf(words, 'expired', ['private', 'publish'], 'private');
  const from = text(words, 'from');
  const uploads = text(words, 'uploads');
  if (from !== undefined && !(/^https?:\/\/[^/]/i.test(from) && URL.canParse(from)))
    throw new UsageError(`--from takes the address of the old blog (https://example.org/), not ${from}.`);
  return {
    media,
    expired,
    dryRun: flag(words, 'dry-run'),
    ...(uploads !== undefined && { uploads }),
    ...(from !== undefined && { from: `${new URL(from).href.replace(/\/+$/, '')}/` }),
  };
}

function oneOf<const T extends string>(words: Words, name: string, choices: readonly T[], usual: T): T {
  const given = text(words, name) ?? usual;
  const choice = choices.find((one) => one === given);
  if (choice === undefined) throw new UsageError(`--${name} is ${choices.join(' or ')}, not ${given}.`);
  return choice;
}

/** Ctrl-C stops between two steps; a second one stops at once, which the database outlives too. */
function stopOnSignal(terminal: Terminal): { readonly signal: AbortSignal; readonly end: () => void } {
  const stopping = new AbortController();
  const stop = () => {
    terminal.err('\nStopping after this step…\n');
    stopping.abort();
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, stop);
  const end = () => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.off(signal, stop);
  };
  return { signal: stopping.signal, end };
}

const stepNames: Readonly<Record<Progress['step'], string>> = {
  reading: 'Reading',
  media: 'Files',
  posts: 'Posts and pages',
  comments: 'Comments',
  redirects: 'Redirects',
};

function stepName({ step }: Progress): string {
  return stepNames[step];
}

function tell(imported: Imported, words: Words, terminal: Terminal): number {
  if (imported.ok) {
    terminal.out(flag(words, 'json') ? `${JSON.stringify(imported.report)}\n` : inWords(imported.report));
    return 0;
  }
  switch (imported.reason) {
    case 'no-folder':
      throw new CommandError(`there is no folder ${imported.folder}. Name the folder that holds the blog.`);
    case 'not-readable':
      throw new CommandError(
        `the folder ${imported.folder} cannot be read. Give the user that runs Verbatim the right to read it.`,
      );
    case 'no-blog':
      throw new CommandError(
        `${imported.folder} is no blog: no file in it has front matter, and none stands where posts do. Nothing was changed. Name the folder with the posts, or the one above it.`,
      );
    case 'stopped':
      throw new CommandError('it was stopped. What is written is whole; the same command again goes on.');
  }
}

/** The report for people: a line for each kind of thing, then what did not come over whole. */
function inWords(report: Report): string {
  const kinds = itemKinds.filter((kind) => report.read[kind] > 0);
  const lines = kinds.map((kind) => {
    const parts = (['created', 'updated', 'unchanged', 'refused'] as const)
      .filter((what) => report[what][kind] > 0)
      .map((what) => `${report[what][kind]} ${what}`);
    return `${String(report.read[kind]).padStart(7)} ${kind.padEnd(12)} ${parts.join(', ')}`;
  });
  const losses = report.losses.map(({ item, what, kept }) => `  ${item}: ${what} (kept: ${kept})`);
  const notes = losses.length === 0 ? [] : ['', `Not whole: ${losses.length}`, ...losses];
  return [
    ...lines,
    `${String(report.redirects).padStart(7)} redirects`,
    `In ${report.seconds} seconds.`,
    ...notes,
    '',
  ].join('\n');
}
