import type { EmbedTable, Transaction } from '../kit/database/index.ts';
import { enqueue } from '../kit/queue/index.ts';
import { hrefOf, mediaFromRow } from '../media/media.ts';
import type { Player } from './player.ts';
import { type Recognised, recognise } from './provider.ts';

/** Asks a place about one of its things. Payload: `{ url }`. */
export const resolveJob = 'embed.resolve';

/** A thing of another place, as a post shows it: nothing of it comes from there before a click. */
export type EmbedCard = {
  readonly url: string;
  readonly provider: string;
  /** Its address, as long as nothing better is known. */
  readonly title: string;
  readonly author?: string;
  /** The site's own copy. */
  readonly picture?: { readonly src: string; readonly width: number; readonly height: number };
  readonly player?: Player;
};

/** The one form of an address under which a site knows what stands there. What is no web address stays as it is. */
export function embedAddress(address: string): string {
  return recognise(address)?.url ?? address;
}

/**
 * The card for an address. At the first time a job is asked for that will find out more; when it has, the event
 * `embed.changed` (`{ url }`) tells. `undefined` for what is no web address.
 */
export async function embedCard(
  tx: Transaction,
  siteId: number,
  address: string,
): Promise<EmbedCard | undefined> {
  const thing = recognise(address);
  if (thing === undefined) return undefined;
  const row = await tx.db
    .selectFrom('embed')
    .selectAll()
    .where('site_id', '=', siteId)
    .where('url', '=', thing.url)
    .executeTakeFirst();
  if (row === undefined) await askLater(tx, siteId, thing);
  const picture = row?.picture_id ? await pictureOf(tx, siteId, row.picture_id) : undefined;
  const player = playerOf(row) ?? thing.player;
  return {
    url: thing.url,
    provider: thing.provider,
    title: row?.title ?? readable(thing.url),
    ...(row?.author && { author: row.author }),
    ...(picture && { picture }),
    ...(player && { player }),
  };
}

/** Asks for the job again: for a card that is out of date, or a place that could not be reached. */
export async function askAgain(tx: Transaction, siteId: number, url: string): Promise<void> {
  await enqueue(tx, { kind: resolveJob, key: `${siteId}:${url}`, siteId, payload: { url } });
}

async function askLater(
  tx: Transaction,
  siteId: number,
  { url, provider, player }: Recognised,
): Promise<void> {
  await tx.db
    .insertInto('embed')
    .values({
      site_id: siteId,
      url,
      provider,
      status: 'pending',
      title: null,
      author: null,
      picture_id: null,
      player: player ? JSON.stringify(player) : null,
      fetched_at: null,
    })
    .onConflict((conflict) => conflict.columns(['site_id', 'url']).doNothing())
    .execute();
  await askAgain(tx, siteId, url);
}

async function pictureOf(tx: Transaction, siteId: number, id: number): Promise<EmbedCard['picture']> {
  const row = await tx.db
    .selectFrom('media')
    .selectAll()
    .where('site_id', '=', siteId)
    .where('id', '=', id)
    .executeTakeFirst();
  const media = row && mediaFromRow(row);
  if (media?.width === undefined || media.height === undefined) return undefined;
  return { src: hrefOf(media), width: media.width, height: media.height };
}

function playerOf(row: EmbedTable | undefined): Player | undefined {
  return row?.player ? (JSON.parse(row.player) as Player) : undefined;
}

function readable(url: string): string {
  try {
    return decodeURI(url)
      .replace(/^https?:\/\/(?:www\.)?/, '')
      .replace(/\/$/, '');
  } catch {
    return url;
  }
}
