/** IDs of what was written, by the name that the files of the demonstration use. */
export type Ids = ReadonlyMap<string, number>;

/** What a file of the demonstration names must be in another one. */
export function needed<T>(named: ReadonlyMap<string, T>, name: string): T {
  const found = named.get(name);
  if (found === undefined) throw new Error(`The demonstration site names ${name}, which it does not have.`);
  return found;
}
