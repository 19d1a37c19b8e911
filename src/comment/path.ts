/** Replies nest this deep at most; deeper ones stand beside the deepest. */
export const deepest = 200;

const width = 7;

/** A comment's part of a thread's paths: its ID in base 36, of fixed width, so that text sorts as numbers do. */
export function segment(id: number): string {
  return id.toString(36).padStart(width, '0');
}

/** The IDs that a path is made of: a comment's ancestors from the top, and its own. */
export function idsIn(path: string): readonly number[] {
  return Array.from({ length: path.length / width }, (_, at) =>
    Number.parseInt(path.slice(at * width, (at + 1) * width), 36),
  );
}
