import { resolve } from 'node:path';
import { listSites } from '../site/read.ts';
import { type Command, CommandError, flag } from './command.ts';
import { withInstall } from './opening.ts';
import { interruptible, progressOn } from './progress.ts';

export const backupCommand: Command = {
  name: 'backup',
  summary: 'writes database and media into one file, while the sites are served',
  positionals: ['FILE'],
  options: {},
  run: (words, terminal) =>
    withInstall(words, terminal, async (world) => {
      const { backup } = await import('../kit/backup/index.ts');
      const progress = progressOn(terminal);
      const file = resolve(words.positionals[0] ?? '');
      const made = await interruptible((signal) =>
        backup(world, file, {
          signal,
          progress: ({ phase, name, done, total }) => progress.show(`${phase} ${name}`, done, total),
        }),
      );
      progress.end();
      if (!made.ok) throw new CommandError(`${made.problem} ${made.mend}`);
      const { bytes, tables, rows, files, vanished } = made;
      if (flag(words, 'json'))
        terminal.out(`${JSON.stringify({ file, bytes, tables, rows, files, vanished })}\n`);
      else terminal.out(`Wrote ${rows} rows and ${files} files to ${file} (${bytes} bytes).\n`);
      return 0;
    }),
};

export const restoreCommand: Command = {
  name: 'restore',
  summary: 'puts a backup into an empty install, on either database',
  positionals: ['FILE'],
  options: {},
  run: (words, terminal) =>
    // A backup of an older version brings its own tables: they are migrated after.
    withInstall(
      words,
      terminal,
      async (world) => {
        const { restore } = await import('../kit/backup/index.ts');
        const { rebuild } = await import('../search/index.ts');
        const { noteRestored } = await import('../log/resume.ts');
        const progress = progressOn(terminal);
        const file = resolve(words.positionals[0] ?? '');
        const done = await interruptible((signal) =>
          restore(world, file, {
            signal,
            progress: ({ phase, name, done, total }) => progress.show(`${phase} ${name}`, done, total),
            rebuild: async () => {
              for (const site of await listSites(world.db)) await rebuild(world.db, site.id);
              await noteRestored(world);
            },
          }),
        );
        progress.end();
        if (!done.ok) throw new CommandError(`${done.problem} ${done.mend}`);
        const { createdAt, tables, rows, files } = done;
        if (flag(words, 'json')) terminal.out(`${JSON.stringify({ createdAt, tables, rows, files })}\n`);
        else terminal.out(`Restored ${rows} rows and ${files} files, as they were at ${createdAt}.\n`);
        return 0;
      },
      { migrate: false },
    ),
};
