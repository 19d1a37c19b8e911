import { suppliedFile } from '../../capture/page/limits.ts';
import type { Asked, Desk, DeskRoute } from '../../desk/index.ts';
import type { Reply } from '../../kit/http/message.ts';

type Handlers = typeof import('./handlers.ts');
type Handle = (handlers: Handlers, desk: Desk, asked: Asked) => Promise<Reply>;

/** A text of 5 MB may be three times as long when it is sent. */
const limit = 16 * 1024 * 1024;

/** The pages of republishing at the desk. Whoever may have an address archived may republish it as a draft. */
export const republishRoutes: readonly DeskRoute[] = [
  route('GET', 'republish/', 'capture', (to, ...asked) => to.showStart(...asked)),
  {
    ...route('POST', 'republish/', 'capture', (to, ...asked) => to.takeStart(...asked)),
    files: suppliedFile,
  },
  route('GET', 'republish/captures/:id/', 'capture', (to, ...asked) => to.showCapture(...asked)),
  route('POST', 'republish/captures/:id/', 'capture', (to, ...asked) => to.takeCapture(...asked)),
  route('POST', 'republish/captures/:id/again', 'capture', (to, ...asked) => to.takeAgain(...asked)),
  route('GET', 'republish/posts/:id/', mayChangeThis, (to, ...asked) => to.showPost(...asked)),
  route('POST', 'republish/posts/:id/', mayChangeThis, (to, ...asked) => to.takePost(...asked)),
  route('GET', 'republish/old/', 'capture', (to, ...asked) => to.showOld(...asked)),
  route('POST', 'republish/old/', 'capture', (to, ...asked) => to.takeOld(...asked)),
  route('GET', 'republish/old/:id/', mayBindThis, (to, ...asked) => to.showOldOne(...asked)),
  route('POST', 'republish/old/:id/', mayBindThis, (to, ...asked) => to.takeOldOne(...asked)),
  route('GET', 'tools/', 'capture', (to, ...asked) => to.showTools(...asked)),
  route('GET', 'share', 'capture', (to, ...asked) => to.showShared(...asked)),
  route('GET', 'manifest.webmanifest', 'enter-desk', (to, ...asked) => to.sendManifest(...asked)),
  route('GET', 'icon.svg', 'enter-desk', (to) => to.sendIcon()),
];

function route(method: 'GET' | 'POST', path: string, may: DeskRoute['may'], handle: Handle): DeskRoute {
  return {
    method,
    pattern: `/-/admin/${path}`,
    may,
    ...(method === 'POST' && { limit }),
    handle: async (desk, asked) => handle(await import('./handlers.ts'), desk, asked),
  };
}

async function mayChangeThis(asked: Asked): Promise<boolean> {
  return (await import('./handlers.ts')).mayChangeThis(asked);
}

async function mayBindThis(asked: Asked): Promise<boolean> {
  return (await import('./handlers.ts')).mayBindThis(asked);
}
