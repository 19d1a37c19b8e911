import type { Route, RouteContext } from '../kit/feature.ts';
import { plainText, type Reply } from '../kit/http/index.ts';
import type { World } from '../kit/world.ts';
import { readKeys } from './key.ts';
import { proofFile, readProof } from './proof.ts';
import { checkpointAt, hashesOf, newestCheckpoint, readEntries } from './read.ts';
import { bundle, parseTilePath, type Tile } from './tile.ts';
import { timestampFile } from './timestamp/read.ts';
import { consistencyProof, tileWidth } from './tree.ts';

/** Anybody's program may read the log, from any page. */
const open = { 'access-control-allow-origin': '*' };
const fresh = { ...open, 'cache-control': 'no-cache' };
const forEver = { ...open, 'cache-control': 'public, max-age=31536000, immutable' };
const forAnHour = { ...open, 'cache-control': 'public, max-age=3600' };

type Params = RouteContext['params'];

/** Files of the log (c2sp.org/tlog-tiles) and its proofs: one log for the install, the same on any of its hosts. */
export const logRoutes: readonly Route[] = [
  file('/-/log/checkpoint', showCheckpoint),
  file('/-/log/checkpoints/:size', showEarlier),
  file('/-/log/key', showKeys),
  file('/-/log/keys/:id', showEndorsement),
  file('/-/log/tile/*path', showTile),
  file('/-/log/proof/:site/*subject', showProof),
  file('/-/log/leaf/:leaf', showLeaf),
  file('/-/log/consistency/:old/:size', showConsistency),
  file('/-/log/timestamp/:id', showTimestamp),
];

function file(pattern: string, show: (world: World, params: Params) => Promise<Reply | undefined>): Route {
  const handle: Route['handle'] = async (world, _request, { params }) =>
    (await show(world, params)) ?? plainText(404, 'The log has nothing there.', fresh);
  return { method: 'GET', pattern, anyHost: true, handle };
}

async function showCheckpoint({ db }: World): Promise<Reply | undefined> {
  const newest = await newestCheckpoint(db);
  return newest && text(newest.note, fresh);
}

async function showEarlier({ db }: World, { size = '' }: Params): Promise<Reply | undefined> {
  const known = await checkpointAt(db, countIn(size) ?? -1);
  return known && text(known.note, forAnHour);
}

/** The key that signs now, then those before it, a line each. */
async function showKeys({ db }: World): Promise<Reply | undefined> {
  const keys = await readKeys(db);
  return keys.length === 0
    ? undefined
    : text(keys.map(({ verifier }) => `${verifier.text}\n`).join(''), fresh);
}

/** What the key before said of this one. */
async function showEndorsement({ db }: World, { id }: Params): Promise<Reply | undefined> {
  const key = (await readKeys(db)).find(({ verifier }) => verifier.id === id);
  return key?.endorsement === undefined ? undefined : text(key.endorsement, fresh);
}

async function showTile({ db }: World, { path = '' }: Params): Promise<Reply | undefined> {
  const tile = parseTilePath(path);
  const size = tile && (await newestCheckpoint(db))?.size;
  if (!tile || size === undefined || !isWithin(tile, size)) return undefined;
  const from = tile.n * tileWidth;
  const to = from + tile.width;
  const bytes =
    tile.level === 'entries'
      ? bundle(await readEntries(db, from, to))
      : Buffer.concat(await hashesOf(db)(tile.level, from, to));
  const headers = tile.width === tileWidth ? forEver : forAnHour;
  return { status: 200, headers: { ...headers, 'content-type': 'application/octet-stream' }, body: bytes };
}

/** A tree may have grown past the width that somebody knows of: its beginning is still what it was. */
function isWithin({ level, n, width }: Tile, size: number): boolean {
  return n * tileWidth + width <= Math.floor(size / tileWidth ** (level === 'entries' ? 0 : level));
}

async function showProof(world: World, { site = '', subject = '' }: Params): Promise<Reply | undefined> {
  const proof = await readProof(world, countIn(site) ?? -1, subject);
  if (proof === 'pending') return json({ pending: true }, { ...fresh, 'retry-after': '2' }, 202);
  return (
    proof &&
    json(proof, { ...fresh, 'content-disposition': `inline; filename="${nameOf(subject)}.proof.json"` })
  );
}

async function showLeaf({ db }: World, { leaf = '' }: Params): Promise<Reply | undefined> {
  const index = countIn(leaf);
  const proof = index === undefined ? undefined : await proofFile(db, index);
  const disposition = { 'content-disposition': `attachment; filename="leaf-${index}.tlog-proof"` };
  return proof === undefined ? undefined : text(proof, { ...fresh, ...disposition });
}

async function showConsistency({ db }: World, params: Params): Promise<Reply | undefined> {
  const old = countIn(params.old ?? '') ?? 0;
  const size = countIn(params.size ?? '') ?? 0;
  const newest = (await newestCheckpoint(db))?.size ?? 0;
  if (old < 1 || old > size || size > newest) return undefined;
  const path = await consistencyProof(hashesOf(db), old, size);
  return json({ old, size, path: path.map((hash) => hash.toString('base64')) }, forAnHour);
}

/** An authority's answer (RFC 3161 §3.4). */
async function showTimestamp({ db }: World, { id = '' }: Params): Promise<Reply | undefined> {
  const bytes = await timestampFile(db, countIn(id) ?? -1);
  if (!bytes) return undefined;
  const headers = {
    ...forAnHour,
    'content-type': 'application/timestamp-reply',
    'content-disposition': `attachment; filename="timestamp-${id}.tsr"`,
  };
  return { status: 200, headers, body: bytes };
}

function countIn(digits: string): number | undefined {
  return /^(0|[1-9]\d{0,14})$/.test(digits) ? Number(digits) : undefined;
}

/** A subject as part of a file's name. */
function nameOf(subject: string): string {
  return subject.replaceAll(/[^A-Za-z0-9]+/g, '-').slice(0, 80);
}

function text(body: string, headers: Reply['headers']): Reply {
  return { status: 200, headers: { ...headers, 'content-type': 'text/plain; charset=utf-8' }, body };
}

function json(value: unknown, headers: Reply['headers'], status = 200): Reply {
  const body = `${JSON.stringify(value, null, 2)}\n`;
  return { status, headers: { ...headers, 'content-type': 'application/json; charset=utf-8' }, body };
}
