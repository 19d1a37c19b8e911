import { join } from 'node:path';
import { migrate } from '../kit/database/index.ts';
import { type Command, CommandError, flag } from './command.ts';
import { withInstall } from './opening.ts';

export const migrateCommand: Command = {
  name: 'migrate',
  summary: 'brings the database up to this version (serving does so too)',
  positionals: [],
  options: {},
  run: (words, terminal) =>
    withInstall(
      words,
      terminal,
      async (world) => {
        const result = await migrate(world.db, { snapshots: join(world.config.data, 'snapshots') });
        if (!result.ok)
          throw new CommandError(
            result.reason === 'newer-database'
              ? `the database was last used by a newer version of Verbatim (it has ${result.names.join(', ')}). Start that version.`
              : `the migration ${result.name} is not the one that this database was made with.`,
          );
        if (flag(words, 'json'))
          terminal.out(`${JSON.stringify({ applied: result.applied, snapshot: result.snapshot })}\n`);
        else
          terminal.out(
            result.applied.length === 0
              ? 'The database is up to date.\n'
              : `Applied ${result.applied.join(', ')}.\n`,
          );
        return 0;
      },
      { migrate: false },
    ),
};
