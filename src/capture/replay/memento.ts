import { sql } from 'kysely';
import { type Database, statement } from '../../kit/database/index.ts';
import { cleanAddress } from '../../source/address.ts';
import { withoutFragment } from '../address.ts';
import { linkKey } from '../link-state.ts';
import { pageHref } from './place.ts';

/** A public copy of an address, as programs know it: a memento (RFC 7089). */
export type Memento = { readonly id: number; readonly capturedAt: string };

/** Public copies of an address, the oldest first. */
export async function mementosOf(db: Database, siteId: number, address: string): Promise<readonly Memento[]> {
  const clean = cleanAddress(address);
  const key = linkKey(address);
  if (clean === undefined || key === undefined) return [];
  const rows = await copies.all(db, { site: siteId, address: withoutFragment(clean), key });
  return rows.flatMap(({ id, captured_at: at }) => (at === null ? [] : [{ id, capturedAt: at }]));
}

const copies = statement<{ site: number; address: string; key: string }>()((db, value) =>
  db
    .selectFrom('capture')
    .select(['id', 'captured_at'])
    .where('site_id', '=', value('site'))
    .where('status', '=', sql.lit('done'))
    .where('visibility', '=', sql.lit('public'))
    .where((eb) =>
      eb.or([
        eb('address', '=', value('address')),
        eb(
          'source_id',
          'in',
          eb
            .selectFrom('source_address')
            .select('source_id')
            .where('site_id', '=', value('site'))
            .where('address', '=', value('key')),
        ),
      ]),
    )
    .orderBy('captured_at')
    .orderBy('id')
    .limit(sql.lit(1_000)),
);

/** RFC 7089 § 2: when the copy was made, and the way to the original, to all copies, and to the one of a time. */
export function mementoHeaders(
  origin: string,
  { address, capturedAt }: { readonly address: string; readonly capturedAt: string },
): Record<string, string> {
  return {
    'memento-datetime': new Date(capturedAt).toUTCString(),
    link: [
      `<${linkable(address)}>; rel="original"`,
      `<${timeGateHref(origin, address)}>; rel="timegate"`,
      `<${timeMapHref(origin, address)}>; rel="timemap"; type="application/link-format"`,
    ].join(', '),
  };
}

/** RFC 7089 § 5: every copy of an address, in the link format (RFC 6690). */
export function timeMap(origin: string, address: string, mementos: readonly Memento[]): string {
  const [first, last] = [mementos[0], mementos.at(-1)];
  const lines = [
    `<${linkable(address)}>; rel="original"`,
    `<${timeGateHref(origin, address)}>; rel="timegate"`,
    `<${timeMapHref(origin, address)}>; rel="self"; type="application/link-format"${
      first && last ? `; from="${httpDate(first)}"; until="${httpDate(last)}"` : ''
    }`,
    ...mementos.map((one) => {
      const place = [one === first && 'first', one === last && 'last', 'memento'].filter(Boolean).join(' ');
      return `<${origin}${pageHref(one.id)}>; rel="${place}"; datetime="${httpDate(one)}"`;
    }),
  ];
  return `${lines.join(',\n')}\n`;
}

/** The copy nearest to a time; without one, the newest. */
export function nearest(mementos: readonly Memento[], wanted: number | undefined): Memento | undefined {
  if (wanted === undefined) return mementos.at(-1);
  const distance = ({ capturedAt }: Memento) => Math.abs(Date.parse(capturedAt) - wanted);
  return mementos.reduce<Memento | undefined>(
    (best, one) => (best === undefined || distance(one) < distance(best) ? one : best),
    undefined,
  );
}

export function timeGateHref(origin: string, address: string): string {
  return `${origin}/-/captures/timegate/${linkable(address)}`;
}

export function timeMapHref(origin: string, address: string): string {
  return `${origin}/-/captures/timemap/link/${linkable(address)}`;
}

/** An address as it can stand between `<` and `>` of a header. */
export function linkable(address: string): string {
  const clean = cleanAddress(address) ?? '';
  return clean.replace(/#.*$/s, '').replaceAll(/[^\x21-\x7e]|[<>"\\^`{|}]/g, (c) => encodeURIComponent(c));
}

function httpDate({ capturedAt }: Memento): string {
  return new Date(capturedAt).toUTCString();
}
