import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import type { World } from '../../kit/world.ts';

/**
 * The program of a browser: the one that `VERBATIM_CHROMIUM` names, else a Chromium or Chrome of the system. Undefined
 * when there is none; a setting that names none is not made up for.
 */
export async function findBrowser({ config }: Pick<World, 'config'>): Promise<string | undefined> {
  const candidates = config.chromium === undefined ? usualPlaces() : [config.chromium];
  for (const path of candidates) if (await mayRun(path)) return path;
  return undefined;
}

export const noBrowser =
  'No Chromium was found. Install Chromium or Chrome where Verbatim runs, or name its program in VERBATIM_CHROMIUM.';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
const folders = ['/usr/bin', '/usr/local/bin', '/snap/bin', '/opt/google/chrome', '/usr/lib/chromium'];

function usualPlaces(): readonly string[] {
  const inPath = (pathOfSystem() ?? '').split(delimiter).filter((folder) => folder !== '');
  const all = [...new Set([...inPath, ...folders])].flatMap((folder) =>
    names.map((name) => join(folder, name)),
  );
  return [
    ...all,
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  ];
}

/** No setting of Verbatim's, but the system's own word for where programs are. */
function pathOfSystem(): string | undefined {
  return process.env.PATH;
}

async function mayRun(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}
