import { createHash } from 'node:crypto';
import sharp from 'sharp';
import { z } from 'zod';
import type { EventHandler, JobFailure, JobHandler } from '../kit/feature.ts';
import type { Reply } from '../kit/http/message.ts';
import { plainText } from '../kit/http/message.ts';
import { enqueue } from '../kit/queue/index.ts';
import type { World } from '../kit/world.ts';
import { readSite, settingsOf } from '../site/read.ts';

/**
 * Pictures of those who reply, where a site wants them of Gravatar: asked for by the server, written anew, kept, and
 * served from here. Only for accounts whose address is confirmed: one that a guest typed proves nothing, and would
 * lend anybody anybody's face. Gravatar learns of the address, and of no reader.
 */
export const faceJob = 'comment.face';

/** Where the pictures are served. */
export const facesAddress = '/-/faces/';

/** Pixels of a side: twice what a page shows. */
const side = 96;

const about = z.object({ commentId: z.number().int() });

/** Asks for the picture of somebody whose reply is shown. */
export const onShown: EventHandler = async (tx, { siteId, payload }) => {
  if (siteId === null) return;
  if (!(await settingsOf(tx, siteId))?.gravatar) return;
  const { commentId } = about.parse(payload);
  await enqueue(tx, { kind: faceJob, key: `${siteId}:${commentId}`, siteId, payload: { commentId } });
};

export const keepFace: JobHandler = async (world, { siteId, payload }) => {
  const { commentId } = about.parse(payload);
  const site = siteId === null ? undefined : await readSite(world.db, siteId);
  if (!site?.settings.gravatar) return undefined;
  const person = await readPerson(world, site.id, commentId);
  if (!person) return undefined;
  const answer = await world.fetch(addressOf(person.email), {
    maxBytes: 200_000,
    types: ['image/'],
    accept: 'image/png,image/jpeg,image/webp',
  });
  if (!answer.ok) return failed(answer.reason);
  // Nobody of that address has a picture there.
  if (answer.status === 404) return undefined;
  if (answer.status !== 200) return failed(`status ${answer.status}`);
  const file = await redrawn(answer.body);
  if (!file) return undefined;
  const { key } = await world.storage.put((sha256) => `faces/${sha256}.webp`, file);
  await show(world, site.id, person, `/-/${key}`);
  return undefined;
};

function failed(reason: string): JobFailure {
  return { ok: false, reason: `Gravatar: ${reason}`, retry: true };
}

/** As Gravatar tells addresses apart: by the SHA-256 of the address in lower case. */
function addressOf(email: string): string {
  const digest = createHash('sha256').update(email.trim().toLowerCase()).digest('hex');
  return `https://gravatar.com/avatar/${digest}?s=${side}&d=404&r=g`;
}

/** Decoded and written anew: of what somebody uploaded elsewhere nothing else goes on to readers. */
async function redrawn(file: Uint8Array): Promise<Buffer | undefined> {
  try {
    return await sharp(file, { limitInputPixels: 4_000_000 })
      .resize(side, side, { fit: 'cover' })
      .webp({ quality: 80 })
      .toBuffer();
  } catch {
    return undefined;
  }
}

type Person = { readonly accountId: number; readonly email: string };

async function readPerson({ db }: World, siteId: number, commentId: number): Promise<Person | undefined> {
  return db.read
    .selectFrom('comment')
    .innerJoin('identity', (join) =>
      join.onRef('identity.site_id', '=', 'comment.site_id').onRef('identity.id', '=', 'comment.identity_id'),
    )
    .innerJoin('account', 'account.id', 'identity.account_id')
    .select(['account.id as accountId', 'account.email'])
    .where('comment.site_id', '=', siteId)
    .where('comment.id', '=', commentId)
    .where('account.email_verified', '=', 1)
    .executeTakeFirst();
}

/** The picture stands beside all that the account wrote on the site. */
async function show(world: World, siteId: number, { accountId }: Person, address: string): Promise<void> {
  await world.db.write(async (tx) => {
    await tx.db
      .updateTable('identity')
      .set({ avatar: address })
      .where('site_id', '=', siteId)
      .where('account_id', '=', accountId)
      .execute();
    const posts = await tx.db
      .selectFrom('comment')
      .innerJoin('identity', (join) =>
        join
          .onRef('identity.site_id', '=', 'comment.site_id')
          .onRef('identity.id', '=', 'comment.identity_id'),
      )
      .select('comment.post_id')
      .distinct()
      .where('identity.account_id', '=', accountId)
      .where('comment.site_id', '=', siteId)
      .execute();
    tx.changed(siteId, ...posts.map(({ post_id }) => `post:${post_id}/comments`));
  });
}

/** `GET /-/faces/….webp`: what a picture is called follows from its bytes, so that it never changes. */
export async function serveFace(world: World, name: string): Promise<Reply> {
  const blob = /^[0-9a-f]{64}\.webp$/.test(name) ? await world.storage.get(`faces/${name}`) : undefined;
  if (!blob) return plainText(404, 'There is no such picture.');
  return {
    status: 200,
    headers: {
      'content-type': 'image/webp',
      'content-length': String(blob.bytes),
      'cache-control': 'public, max-age=31536000, immutable',
    },
    body: blob.stream,
  };
}
