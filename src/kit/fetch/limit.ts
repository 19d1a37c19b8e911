/**
 * At most `limit` at a time for each name; the others wait in the order in which they came.
 * `enter` answers a function that gives the place back; it may be called more than once.
 */
export type Turnstile = { readonly enter: (name: string, signal: AbortSignal) => Promise<() => void> };

type Queue = { active: number; readonly waiting: (() => void)[] };

export function createTurnstile(limit: number): Turnstile {
  const queues = new Map<string, Queue>();

  async function enter(name: string, signal: AbortSignal): Promise<() => void> {
    signal.throwIfAborted();
    const queue = queues.get(name) ?? { active: 0, waiting: [] };
    queues.set(name, queue);
    if (queue.active >= limit) await turn(queue, signal);
    else queue.active++;
    let left = false;
    return () => {
      if (left) return;
      left = true;
      leave(name, queue);
    };
  }

  /** The place passes straight to the next in line, so that nobody slips in between. */
  function leave(name: string, queue: Queue): void {
    const next = queue.waiting.shift();
    if (next !== undefined) next();
    else if (--queue.active === 0) queues.delete(name);
  }

  return { enter };
}

function turn(queue: Queue, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const giveUp = () => {
      queue.waiting.splice(queue.waiting.indexOf(admit), 1);
      reject(signal.reason);
    };
    const admit = () => {
      signal.removeEventListener('abort', giveUp);
      resolve();
    };
    signal.addEventListener('abort', giveUp, { once: true });
    queue.waiting.push(admit);
  });
}
