import { execFile } from 'node:child_process';
import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { World } from '../../kit/world.ts';

/**
 * The program of a browser: the one that `VERBATIM_CHROMIUM` names, else a Chromium or Chrome of the system. Undefined
 * when there is none; a setting that names none is not made up for.
 */
export async function findBrowser({ config }: Pick<World, 'config'>): Promise<string | undefined> {
  const candidates =
    config.chromium === undefined ? [...(await inPath()), ...usualPlaces] : [config.chromium];
  for (const path of candidates) if (await mayRun(path)) return path;
  return undefined;
}

export const noBrowser =
  'No Chromium was found. Install Chromium or Chrome where Verbatim runs, or name its program in VERBATIM_CHROMIUM.';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
const folders = ['/usr/bin', '/usr/local/bin', '/snap/bin', '/opt/google/chrome', '/usr/lib/chromium'];

const usualPlaces: readonly string[] = [
  ...folders.flatMap((folder) => names.map((name) => join(folder, name))),
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/** What the system's shell finds under these names; where there is none, the usual places are left. */
async function inPath(): Promise<readonly string[]> {
  const asked = names.map((name) => `command -v ${name}`).join('; ');
  const found = await promisify(execFile)('sh', ['-c', `${asked}; true`]).catch(() => undefined);
  return found?.stdout.split('\n').filter((path) => path.startsWith('/')) ?? [];
}

async function mayRun(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}
