import type { Route, RouteContext } from '../../kit/feature.ts';
import { type Incoming, plainText, type Reply } from '../../kit/http/index.ts';
import type { World } from '../../kit/world.ts';
import { linkable, mementosOf, nearest, timeGateHref, timeMap, timeMapHref } from './memento.ts';
import { pageHref } from './place.ts';

/** Copies by the address that they are of, for programs that speak Memento (RFC 7089). */
export const mementoRoutes: readonly Route[] = [
  { method: 'GET', pattern: '/-/captures/timemap/link/*address', handle: answerTimeMap },
  { method: 'GET', pattern: '/-/captures/timegate/*address', handle: answerTimeGate },
];

async function answerTimeMap(
  { db }: World,
  request: Incoming,
  { params, siteId }: RouteContext,
): Promise<Reply> {
  const address = addressIn(params.address, request);
  const mementos = address === undefined ? [] : await mementosOf(db, siteId, address);
  if (address === undefined || mementos.length === 0)
    return plainText(404, 'There is no copy of that address.');
  return {
    status: 200,
    headers: {
      'content-type': 'application/link-format',
      'access-control-allow-origin': '*',
      'cache-control': 'no-cache',
      'x-robots-tag': 'noindex',
    },
    body: timeMap(originOf(request), address, mementos),
  };
}

/** RFC 7089 § 4.1: leads to the copy nearest to the time that was asked for. */
async function answerTimeGate(
  { db }: World,
  request: Incoming,
  { params, siteId }: RouteContext,
): Promise<Reply> {
  const address = addressIn(params.address, request);
  const header = request.header('accept-datetime');
  const wanted = header === undefined ? undefined : Date.parse(header);
  if (Number.isNaN(wanted)) return plainText(400, 'Accept-Datetime is no date of HTTP.');
  const mementos = address === undefined ? [] : await mementosOf(db, siteId, address);
  const found = nearest(mementos, wanted);
  if (address === undefined || !found) return plainText(404, 'There is no copy of that address.');
  const origin = originOf(request);
  return {
    status: 302,
    headers: {
      location: `${origin}${pageHref(found.id)}`,
      vary: 'accept-datetime',
      link: `<${linkable(address)}>; rel="original", <${timeGateHref(origin, address)}>; rel="self timegate", <${timeMapHref(origin, address)}>; rel="timemap"; type="application/link-format"`,
      'cache-control': 'no-cache',
      'access-control-allow-origin': '*',
    },
    body: undefined,
  };
}

/** An address stands in the path as it is, its query with it; what made one slash of two is understood. */
function addressIn(path: string | undefined, request: Incoming): string | undefined {
  const query = request.query.toString();
  const whole = `${path ?? ''}${query === '' ? '' : `?${query}`}`.replace(/^(https?:)\/+(?=[^/])/, '$1//');
  return URL.canParse(whole) ? whole : undefined;
}

function originOf({ scheme, host }: Incoming): string {
  return `${scheme}://${host}`;
}
