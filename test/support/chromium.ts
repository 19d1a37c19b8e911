import { spawnSync } from 'node:child_process';
import { createReadStream, createWriteStream, existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { brotliDecompressSync, createBrotliDecompress } from 'node:zlib';

/** How to start the browser: its program, and what its environment needs on this machine. */
export type ChromiumProgram = {
  readonly path: string;
  readonly environment: Readonly<Record<string, string>>;
};

const root = join(import.meta.dirname, '../..');
const packed = join(root, 'node_modules/@sparticuz/chromium');

/**
 * Finds the Chromium that the journeys run in: the one named by `CHROMIUM_PATH`, else the packed one
 * (Linux on x64), else one that the system has.
 *
 * The package's own unpacking is not used: it writes to a fixed place in the folder of temporary files and
 * takes whatever stands there, so that a copy cut short, or a newer version, would go unnoticed.
 */
export async function findChromium(): Promise<ChromiumProgram> {
  const named = process.env.CHROMIUM_PATH;
  if (named !== undefined) return { path: named, environment: {} };
  if (process.platform === 'linux' && process.arch === 'x64') return await unpackChromium();
  const path = systemChromiums.find((candidate) => existsSync(candidate));
  if (path !== undefined) return { path, environment: {} };
  throw new Error(
    'No Chromium was found for the browser tests. Install Chromium or Chrome, and name its program in CHROMIUM_PATH.',
  );
}

const systemChromiums = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

async function unpackChromium(): Promise<ChromiumProgram> {
  const folder = await unpackedFolder();
  const path = join(folder, 'chromium');
  const environment: Record<string, string> = {};
  if (lacksLibraries(path)) environment.LD_LIBRARY_PATH = join(folder, 'lib');
  if (!existsSync('/etc/fonts/fonts.conf')) environment.FONTCONFIG_PATH = folder;
  return { path, environment };
}

/** Unpacks beside the final place and renames, so that the folder is whole whenever it exists. */
async function unpackedFolder(): Promise<string> {
  const { version } = JSON.parse(await readFile(join(packed, 'package.json'), 'utf8')) as { version: string };
  const cache = join(root, 'node_modules/.cache/chromium');
  const folder = join(cache, version);
  if (existsSync(folder)) return folder;
  const unfinished = join(cache, `${version}.${process.pid}`);
  await mkdir(unfinished, { recursive: true });
  try {
    await Promise.all([
      unpackFile(join(packed, 'bin/chromium.br'), join(unfinished, 'chromium')),
      unpackArchive(join(packed, 'bin/al2023.tar.br'), unfinished),
      unpackArchive(join(packed, 'bin/fonts.tar.br'), unfinished),
    ]);
    await writeFile(join(unfinished, 'fonts.conf'), fontsIn(folder));
    await rename(unfinished, folder);
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true });
    // Another process may have finished first: the rename onto its folder then fails, and its work is ours.
    if (!existsSync(folder)) throw error;
  }
  return folder;
}

/** The package's own list of fonts names places of the machine that it was made for. */
function fontsIn(folder: string): string {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>${join(folder, 'fonts')}</dir><cachedir>${join(folder, 'fonts-cache')}</cachedir></fontconfig>
`;
}

async function unpackFile(from: string, to: string): Promise<void> {
  await pipeline(createReadStream(from), createBrotliDecompress(), createWriteStream(to, { mode: 0o755 }));
}

/** By the system's `tar`, which every Linux has; what it reads is held whole, some ten megabytes. */
async function unpackArchive(from: string, folder: string): Promise<void> {
  const input = brotliDecompressSync(await readFile(from));
  const { status, stderr, error } = spawnSync('tar', ['-x', '-C', folder], { input });
  if (status !== 0) throw new Error(`${from} cannot be unpacked: ${error?.message ?? stderr}`);
}

/** Whether a shared library that Chromium is linked to (NSS, as a rule) is missing on this system. */
function lacksLibraries(program: string): boolean {
  const listing = spawnSync('ldd', [program], { encoding: 'utf8' });
  return listing.status !== 0 || listing.stdout.includes('not found');
}
