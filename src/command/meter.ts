import type { Terminal } from './command.ts';

/** Shows how far long work is, on standard error. */
export type Meter = {
  readonly show: (what: string, done: number, total: number) => void;
  /** Leaves the line clean. */
  readonly end: () => void;
};

const width = 30;
/** Milliseconds between two showings: a bar moves, a log gets a line now and then. */
const barEvery = 100;
const lineEvery = 5_000;

/** A bar that moves on a terminal, a line every few seconds elsewhere. */
export function openMeter(terminal: Terminal): Meter {
  let last = performance.now() - (terminal.isTerminal ? barEvery : 0);
  let shown = false;
  return {
    show: (what, done, total) => {
      const now = performance.now();
      if (now - last < (terminal.isTerminal ? barEvery : lineEvery)) return;
      last = now;
      const share = total === 0 ? 1 : done / total;
      if (!terminal.isTerminal) {
        terminal.err(`${what}: ${done} of ${total}\n`);
        return;
      }
      const full = Math.round(share * width);
      terminal.err(`\r\x1b[K${what} [${'#'.repeat(full)}${'.'.repeat(width - full)}] ${done} of ${total}`);
      shown = true;
    },
    end: () => {
      if (shown) terminal.err('\r\x1b[K');
      shown = false;
    },
  };
}
