import { parentPort, workerData } from 'node:worker_threads';
import type { ApartInput } from './apart.ts';
import { extractText, readParts } from './extract.ts';

/** What runs in the thread: all of the text is sent first, so that it is there should the article take too long. */
const input = workerData as ApartInput;
if (input.kind === 'page') {
  const { whole, article } = readParts(input.text, input.address);
  parentPort?.postMessage({ last: input.all === true, extracted: whole() });
  if (!input.all) parentPort?.postMessage({ last: true, extracted: article() });
} else {
  parentPort?.postMessage({ last: true, extracted: extractText(input.text, input.kind) });
}
