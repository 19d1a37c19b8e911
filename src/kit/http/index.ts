export { encodingFor } from './encoding.ts';
export { blockPlace, keepable } from './keepable.ts';
export { type Handler, type Incoming, json, plainText, type Reply, redirect } from './message.ts';
export { type CachedBlock, type CachedPage, type Encoding, PageCache, type ReadyPage } from './page-cache.ts';
export { createRouter, type Match, type Router } from './router.ts';
export { listen, type RunningServer, type ServerOptions } from './server.ts';
