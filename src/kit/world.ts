import type { Clock } from './clock.ts';
import type { Config } from './config.ts';
import type { Database } from './database/index.ts';
import type { SafeFetch } from './fetch/index.ts';
import type { Log } from './log.ts';
import type { Mail } from './mail/mail.ts';
import type { Storage } from './storage/index.ts';

/** What code may touch of the outside; passed in, never imported. */
export type World = {
  readonly db: Database;
  readonly clock: Clock;
  readonly fetch: SafeFetch;
  readonly storage: Storage;
  readonly mail: Mail;
  readonly log: Log;
  readonly config: Config;
  /** Key for signatures of this install (cookies, tokens), 32 bytes or more. */
  readonly secret: Buffer;
};
