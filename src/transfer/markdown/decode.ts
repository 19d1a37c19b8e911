import { readFileSync } from 'node:fs';

/**
 * The text of a file; undefined when it is none, or cannot be read. Read at once: for the small files of a blog, handing each to a
 * thread and waiting for it takes longer than reading it.
 */
export function readTextFile(path: string): string | undefined {
  try {
    return decoded(readFileSync(path));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === undefined) throw error;
    return undefined;
  }
}

/** UTF-8, or UTF-16 with its mark. */
function decoded(bytes: Buffer): string | undefined {
  const encoding =
    bytes[0] === 0xff && bytes[1] === 0xfe
      ? 'utf-16le'
      : bytes[0] === 0xfe && bytes[1] === 0xff
        ? 'utf-16be'
        : 'utf-8';
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
