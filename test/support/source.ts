import { existsSync, globSync, readFileSync, statSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { dirname, join, relative, sep } from 'node:path';

/** The folder of the project. */
export const root = join(import.meta.dirname, '../..');

/** Paths of the project's files that match, relative to its root, with `/`, sorted; nothing that was installed or made. */
export function files(pattern: string): string[] {
  const outside = ['node_modules', '.git', 'data', '.cache', 'coverage'];
  return globSync(pattern, { cwd: root, exclude: (path) => outside.includes(path.split(sep)[0] ?? '') })
    .filter((path) => statSync(join(root, path)).isFile())
    .map((path) => path.split(sep).join('/'))
    .sort();
}

export function read(path: string): string {
  return readFileSync(join(root, path), 'utf8');
}

/** One import of a module. */
export type Import = {
  readonly from: string;
  /** A path of the project, or a package's name, or `node:…`. */
  readonly to: string;
  /** Types only: gone when the program runs. */
  readonly types: boolean;
};

const statement =
  /^\s*(?:import|export)\s+(type\s)?(?:[\w*{}\s,$]+?\sfrom\s+)?['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]\s*\)/gm;

/** Every import and re-export that stands in a file, and the dynamic ones of a literal address. */
export function importsOf(path: string): Import[] {
  return [...read(path).matchAll(statement)].map(([, types, written, dynamic]) => ({
    from: path,
    to: target(path, written ?? dynamic ?? ''),
    types: types !== undefined,
  }));
}

function target(from: string, address: string): string {
  if (!address.startsWith('.')) return packageName(address);
  return relative(root, join(root, dirname(from), address))
    .split(sep)
    .join('/');
}

function packageName(address: string): string {
  if (address.startsWith('node:') || builtinModules.includes(address)) return address;
  return address.split('/', address.startsWith('@') ? 2 : 1).join('/');
}

/** Everything that runs when these modules are loaded: they and all that they import, directly or not. */
export function closure(paths: readonly string[]): string[] {
  const reached = new Set<string>();
  const waiting = [...paths];
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (reached.has(path) || !/\.(ts|mjs|js)$/.test(path) || !existsSync(join(root, path))) continue;
    reached.add(path);
    for (const each of importsOf(path)) if (!each.types) waiting.push(each.to);
  }
  return [...reached].sort();
}
