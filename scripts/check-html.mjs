// Checks every page of a site with the Nu Html Checker (needs Java; outside `npm test`):
//
//     npm run check:html                              the demonstration site, made for this
//     npm run check:html -- http://127.0.0.1:4000/    a site that is being served

import { spawn, spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { freePort } from '../test/support/port.ts';
import { crawl } from './crawl.mjs';
import { checkFiles, fetchNuChecker } from './nu-checker.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const verbatim = join(root, 'bin/verbatim');
const mostPages = 1000;

const folder = await mkdtemp(join(tmpdir(), 'verbatim-html-'));
try {
  const jar = await fetchNuChecker(join(root, 'node_modules/.cache/nu-checker'));
  const address = process.argv[2];
  process.exitCode =
    address === undefined ? await withDemo((url) => check(jar, url)) : await check(jar, address);
} finally {
  await rm(folder, { recursive: true, force: true });
}

/**
 * @param {string} jar
 * @param {string} address
 * @returns {Promise<number>} exit status
 */
async function check(jar, address) {
  const { pages, broken } = await crawl(address, { most: mostPages });
  /** @type {Map<string, string>} */
  const names = new Map();
  for (const [url, html] of pages) {
    const file = join(folder, `${names.size}.html`);
    await writeFile(file, html);
    names.set(file, url);
  }
  const findings = checkFiles(jar, [...names.keys()]);
  for (const { url, type, subType, message, lastLine, extract } of findings) {
    const page = names.get(fileURLToPath(url)) ?? url;
    console.log(`${page}:${lastLine ?? 0} ${subType ?? type}: ${message}\n    ${extract?.trim() ?? ''}`);
  }
  for (const { from, to, status } of broken) console.log(`${from} leads to ${to}, which answers ${status}`);
  console.log(`${pages.size} pages, ${findings.length} faults, ${broken.length} broken links`);
  return pages.size > 0 && findings.length + broken.length === 0 ? 0 : 1;
}

/**
 * @param {(url: string) => Promise<number>} use
 * @returns {Promise<number>}
 */
async function withDemo(use) {
  const data = join(folder, 'data');
  const demo = spawnSync(verbatim, ['demo', '--data', data], { stdio: ['ignore', 'inherit', 'inherit'] });
  if (demo.status !== 0) throw new Error('The demonstration site could not be made.');
  const port = await freePort();
  const server = spawn(verbatim, ['serve', '--data', data, '--port', String(port)], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  try {
    await untilReady(`http://127.0.0.1:${port}/readyz`);
    return await use(`http://127.0.0.1:${port}/`);
  } finally {
    server.kill('SIGTERM');
  }
}

/** @param {string} url */
async function untilReady(url) {
  for (let attempt = 0; attempt < 600; attempt++) {
    const answer = await fetch(url).catch(() => undefined);
    if (answer?.ok) return;
    await pause(100);
  }
  throw new Error(`${url} did not answer within a minute.`);
}
