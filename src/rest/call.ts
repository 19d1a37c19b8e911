import type { Account } from '../account/account.ts';
import type { Action, Actor } from '../account/may.ts';
import { may } from '../account/may.ts';
import type { Database } from '../kit/database/index.ts';
import type { Incoming } from '../kit/http/message.ts';
import type { World } from '../kit/world.ts';
import type { Visit } from '../reading/visit.ts';
import type { Site } from '../site/site.ts';
import { type Refusal, refuse } from './outcome.ts';

/** One request of the API, on its way through a route. */
export type Call = {
  readonly world: World;
  readonly request: Incoming;
  /** For what readers’ pages say of the site too: it knows what many of them need. */
  readonly visit: Visit;
  readonly site: Site;
  /** Scheme, host and port for absolute addresses. */
  readonly origin: string;
  /** The path within the API: `/wp/v2/posts/12`. */
  readonly path: string;
  readonly method: string;
  /** The query as it came, for the links to other pages of a list. */
  readonly query: URLSearchParams;
  readonly params: Readonly<Record<string, string>>;
  /** Names of the fields that the body or the query gave. */
  readonly sent: ReadonlySet<string>;
  readonly account: Account | undefined;
  readonly actor: Actor;
  /** UTC ISO. */
  readonly now: string;
};

/** The absolute address of a route. */
export function apiUrl({ origin }: Pick<Call, 'origin'>, path: string): string {
  return `${origin}/wp-json${path}`;
}

/** Whether who asks may do something on this site; `writtenBy` are the accounts of what it concerns. */
export function callerMay(call: Call, action: Action, writtenBy: readonly number[] = []): boolean {
  return may(call.actor, action, { siteId: call.site.id, writtenBy });
}

/** What a number of the route's pattern names on this site. A number beyond all IDs names nothing. */
export async function named<Row>(
  { world, site, params }: Call,
  read: (db: Database, siteId: number, id: number) => Promise<Row | undefined>,
  param = 'id',
): Promise<Row | undefined> {
  const id = Number(params[param]);
  return Number.isSafeInteger(id) ? read(world.db, site.id, id) : undefined;
}

/** 401 for a visitor, who could sign in; 403 for an account, which could not. */
export function authorizationStatus({ actor }: Call): 401 | 403 {
  return actor.kind === 'visitor' ? 401 : 403;
}

export function forbid(call: Call, code: string, message: string): Refusal {
  return refuse(authorizationStatus(call), code, message);
}
