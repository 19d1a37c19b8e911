export { blockPlace, keepable } from './keepable.ts';
export { type Incoming, plainText, type Reply, redirect } from './message.ts';
export { type CachedBlock, PageCache } from './page-cache.ts';
export { createRouter } from './router.ts';
export { listen, type RunningServer } from './server.ts';
