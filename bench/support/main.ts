import { fileURLToPath } from 'node:url';

/** Whether a bench was started by itself: `node bench/serve.ts`. */
export function isMain(url: string): boolean {
  return process.argv[1] === fileURLToPath(url);
}
