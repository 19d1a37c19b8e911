import { type Command, common, type Option } from './command.ts';
import { commands } from './commands.ts';

/** Every command, a line each. */
export function overview(): string {
  const entries = [
    ...commands.map((command) => [usage(command), command.summary] as const),
    ['help COMMAND', 'says what a command takes'] as const,
  ];
  const width = Math.max(...entries.map(([use]) => use.length));
  const lines = entries.map(([use, summary]) => `  verbatim ${use.padEnd(width)}  ${summary}`);
  return `verbatim: a publishing system\n\n${lines.join('\n')}\n`;
}

/** What one command takes. */
export function helpOf(command: Command): string {
  const options = { ...command.options, ...common };
  const width = Math.max(...Object.entries(options).map(([name, option]) => word(name, option).length));
  const lines = Object.entries(options).map(
    ([name, option]) => `  ${word(name, option).padEnd(width)}  ${option.help}`,
  );
  return `verbatim ${usage(command)}\n\n${command.summary}\n\n${lines.join('\n')}\n`;
}

function usage({ name, positionals, more }: Command): string {
  return [name, ...positionals].join(' ') + (more ? '...' : '');
}

function word(name: string, { type, placeholder }: Option): string {
  return type === 'boolean' ? `--${name}` : `--${name} ${placeholder ?? 'TEXT'}`;
}
