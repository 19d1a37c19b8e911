import { Worker } from 'node:worker_threads';
import type { Extracted } from './extraction.ts';

export type ApartInput =
  | {
      readonly kind: 'page';
      readonly text: string;
      readonly address: string;
      /** All of its text is wanted, and not its article alone. */
      readonly all?: boolean;
    }
  | { readonly kind: 'text' | 'markdown' | 'pages'; readonly text: string };

/** Milliseconds for the whole text of a page, and then for finding the article in it. */
const patience = { whole: 20_000, article: 8_000 };
const heap = { maxOldGenerationSizeMb: 512, stackSizeMb: 8 };

/**
 * Extracts in a thread of its own: a page made to be slow, or to break a parser, holds up no reader, and is given up
 * after a while.
 */
export function extractApart(input: ApartInput, within = patience.article): Promise<Extracted> {
  return new Promise((resolve) => {
    let best: Extracted = { ok: false, reason: 'too-slow' };
    const thread = new Worker(new URL('./apart-thread.ts', import.meta.url), {
      workerData: input,
      resourceLimits: heap,
      env: {},
    });
    const finish = () => {
      clearTimeout(timer);
      resolve(best);
      void thread.terminate();
    };
    let timer = setTimeout(finish, patience.whole);
    thread.on('message', ({ last, extracted }: { last: boolean; extracted: Extracted }) => {
      best = extracted;
      if (last) return finish();
      clearTimeout(timer);
      timer = setTimeout(finish, within);
    });
    thread.on('error', finish);
    thread.on('exit', finish);
  });
}
