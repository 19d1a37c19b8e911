import type { Terminal } from './command.ts';

export type Progress = {
  /** What is done now, and how far it is. */
  readonly show: (label: string, done: number, total?: number) => void;
  readonly end: () => void;
};

/** How often a line is written where nobody watches, and a bar is drawn where somebody does, in milliseconds. */
const lineEvery = 5_000;
const drawEvery = 100;
const barWidth = 30;

/** Progress of long work on standard error: a bar on a terminal, a line every few seconds elsewhere. */
export function progressOn(terminal: Terminal, now: () => number = Date.now): Progress {
  let last = now();
  let drawn = false;
  const every = terminal.isTerminal ? drawEvery : lineEvery;
  return {
    show: (label, done, total) => {
      const time = now();
      if (time - last < every) return;
      last = time;
      const text = `${label} ${done.toLocaleString('en')}${total === undefined ? '' : ` of ${total.toLocaleString('en')}`}`;
      if (terminal.isTerminal) {
        drawn = true;
        terminal.err(`\r\x1b[K${total ? bar(done / total) : ''}${text}`);
      } else {
        terminal.err(`${text}\n`);
      }
    },
    end: () => {
      if (drawn) terminal.err('\r\x1b[K');
      drawn = false;
    },
  };
}

function bar(part: number): string {
  const full = Math.round(Math.min(1, part) * barWidth);
  return `${'█'.repeat(full)}${'░'.repeat(barWidth - full)} `;
}

/** Aborted by Ctrl-C, once: long work then stops where it is consistent; a second Ctrl-C ends the program. */
export async function interruptible<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const stop = () => controller.abort();
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  try {
    return await work(controller.signal);
  } finally {
    process.off('SIGINT', stop);
    process.off('SIGTERM', stop);
  }
}
