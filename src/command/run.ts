import { parseArgs } from 'node:util';
import { databaseFault } from '../kit/database/errors.ts';
import { type Command, CommandError, common, type Terminal, UsageError } from './command.ts';
import { commands } from './commands.ts';
import { helpOf, overview } from './help.ts';

/** Runs the command that the words name. Answers its exit status; never throws. */
export async function runCommand(argv: readonly string[], terminal: Terminal): Promise<number> {
  try {
    return await dispatch(argv, terminal);
  } catch (error) {
    if (error instanceof UsageError) {
      terminal.err(`verbatim: ${error.message}\n`);
      return 2;
    }
    terminal.err(`verbatim: ${explain(error)}\n`);
    return 1;
  }
}

async function dispatch(argv: readonly string[], terminal: Terminal): Promise<number> {
  const first = argv[0];
  if (first === undefined || first === 'help' || first === '--help' || first === '-h') {
    const named = argv.length > 1 ? findCommand(argv.slice(1)) : undefined;
    terminal.out(named ? helpOf(named.command) : overview());
    return first === undefined ? 2 : 0;
  }
  const found = findCommand(argv);
  if (!found) throw new UsageError(unknown(argv));
  const { command, rest } = found;
  const words = parse(command, rest);
  if (words.options.help === true) {
    terminal.out(helpOf(command));
    return 0;
  }
  return command.run(words, terminal);
}

function findCommand(argv: readonly string[]): { command: Command; rest: readonly string[] } | undefined {
  const two = commands.find(({ name }) => name === argv.slice(0, 2).join(' '));
  if (two) return { command: two, rest: argv.slice(2) };
  const one = commands.find(({ name }) => name === argv[0]);
  return one && { command: one, rest: argv.slice(1) };
}

function unknown(argv: readonly string[]): string {
  const actions = commands
    .filter(({ name }) => name.startsWith(`${argv[0]} `))
    .map(({ name }) => name.split(' ')[1]);
  if (actions.length > 0) return `say what to do: verbatim ${argv[0]} ${actions.join('|')}`;
  return `there is no command ${JSON.stringify(argv[0])}. \`verbatim help\` lists them.`;
}

function parse(command: Command, argv: readonly string[]) {
  const options = { ...common, ...command.options };
  try {
    const { values, positionals } = parseArgs({
      args: [...argv],
      options: Object.fromEntries(Object.entries(options).map(([name, { type }]) => [name, { type }])),
      allowPositionals: true,
      strict: true,
    });
    if (values.help !== true) checkCount(command, positionals);
    return { positionals, options: values as Record<string, string | boolean | undefined> };
  } catch (error) {
    if (error instanceof UsageError) throw error;
    const message = error instanceof Error ? error.message.split('. To specify')[0] : String(error);
    throw new UsageError(
      `${command.name}: ${message}. \`verbatim help ${command.name}\` says what it takes.`,
    );
  }
}

function checkCount(command: Command, positionals: readonly string[]): void {
  const missing = command.positionals[positionals.length];
  if (missing !== undefined && !missing.startsWith('['))
    throw new UsageError(`${command.name}: ${missing} is missing.`);
  const extra = positionals[command.positionals.length];
  if (extra !== undefined && !command.more)
    throw new UsageError(`${command.name}: ${JSON.stringify(extra)} is one word too many.`);
}

/** What happened and what to do, without a trace; the unforeseen with one. */
function explain(error: unknown): string {
  if (error instanceof CommandError) return error.message;
  const fault = databaseFault(error);
  const message = error instanceof Error ? error.message : String(error);
  if (fault === 'full') return `the disk is full (${message}). Make room, then run the same command again.`;
  if (fault === 'gone') return `the database cannot be used: ${message}. \`verbatim doctor\` looks closer.`;
  return error instanceof Error && error.stack ? error.stack : message;
}
