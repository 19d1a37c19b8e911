import { readFile } from 'node:fs/promises';
import { CommandError } from './command.ts';

/** What is in a file that the words name. Throws a `CommandError` that says why it cannot be read. */
export async function readNamedFile(path: string): Promise<Buffer> {
  return readFile(path).catch((error: unknown) => {
    throw unreadable(path, error);
  });
}

/** The message for a file that could not be read; any other error stays what it is. */
export function unreadable(path: string, error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : undefined;
  if (code === undefined) return error;
  return new CommandError(
    code === 'ENOENT' ? `there is no file ${path}.` : `${path} cannot be read (${code}).`,
  );
}
