import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { gunzipSync } from 'node:zlib';
import tar from 'tar-stream';

const version = '26.9.27';
const checksum = 'TkQd5DFfOaWC9ebtvozTsrH2Vaod3jYg+vrOeREzIXxBexLz9+rS2DNtjn7+RPUiZhgli0SghgBX6RJRNea0KA==';

/**
 * @typedef {{ url: string, type: 'error' | 'info' | 'non-document-error', subType?: string, message: string,
 *   lastLine?: number, extract?: string }} Finding
 */

/**
 * The Nu Html Checker, the reference for HTML: a Java program of 30 MB, which most who run the tests have no use
 * for. It is no dependency, for its package would also fetch a Java at installation; it is fetched when first
 * asked for, checked against its hash, and run by the Java that the machine has.
 *
 * @param {string} cache  a folder to keep it in
 * @returns {Promise<string>} path of the program
 */
export async function fetchNuChecker(cache) {
  const jar = join(cache, `vnu-${version}.jar`);
  if (existsSync(jar)) return jar;
  await mkdir(cache, { recursive: true });
  const pack = spawnSync(
    'npm',
    ['pack', `vnu-jar@${version}`, '--pack-destination', cache, '--loglevel=error'],
    {
      stdio: ['ignore', 'ignore', 'inherit'],
    },
  );
  if (pack.status !== 0)
    throw new Error('The checker could not be fetched; the message of npm stands above.');
  const archive = join(cache, `vnu-jar-${version}.tgz`);
  const packed = await readFile(archive);
  await rm(archive);
  const sum = createHash('sha512').update(packed).digest('base64');
  if (sum !== checksum)
    throw new Error(`vnu-jar@${version} is not the file that it was: its sha512 is ${sum}.`);
  await writeFile(`${jar}.part`, await entry(gunzipSync(packed), 'package/build/dist/vnu.jar'));
  await rename(`${jar}.part`, jar);
  return jar;
}

/**
 * @param {Buffer} archive
 * @param {string} name
 */
async function entry(archive, name) {
  const extract = tar.extract();
  extract.end(archive);
  for await (const each of extract) {
    if (each.header.name === name) return await buffer(each);
    each.resume();
  }
  throw new Error(`There is no ${name} in the archive.`);
}

/**
 * Checks HTML files. Notes on style (a slash that closes a void element, and the like) are left out.
 *
 * @param {string} jar
 * @param {string[]} files
 * @returns {Finding[]}
 */
export function checkFiles(jar, files) {
  const words = [
    '-Xss4m',
    '-jar',
    jar,
    '--format',
    'json',
    '--exit-zero-always',
    '--also-check-svg',
    ...files,
  ];
  const run = spawnSync('java', words, { encoding: 'utf8', maxBuffer: 1 << 28 });
  if (run.error)
    throw new Error(`Java did not start (${run.error.message}). The Nu checker needs Java 11 or later.`);
  const report = run.stderr.trim();
  if (!report.startsWith('{')) throw new Error(`The checker failed:\n${report || run.stdout}`);
  /** @type {Finding[]} */
  const findings = JSON.parse(report).messages;
  return findings.filter((finding) => finding.type !== 'info' || finding.subType === 'warning');
}
