import { readFileSync } from 'node:fs';

/** By what a capture was made, as it stands in the archive. */
export const software = `Verbatim/${
  (JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { version: string })
    .version
}`;
