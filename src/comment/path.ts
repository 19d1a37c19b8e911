/** Replies nest this deep at most; deeper ones stand beside the deepest. */
export const deepest = 200;

const width = 7;

/** A comment's part of a thread's paths: its ID in base 36, of fixed width, so that text sorts as numbers do. */
export function segment(id: number): string {
  return id.toString(36).padStart(width, '0');
}
