import { z } from 'zod';
import { type Checkpoint, parseCheckpoint, signerOf } from './checkpoint.ts';
import { entryOf } from './event.ts';
import type { Verifier } from './note.ts';
import { Broken } from './problem.ts';
import { rootByInclusion } from './tree.ts';

const shape = z.object({
  checkpoint: z.string(),
  events: z
    .array(
      z.object({
        leaf: z.int().min(0),
        entry: z.string().regex(/^[0-9a-f]{64}$/),
        salt: z.union([z.null(), z.string().regex(/^[0-9a-f]{64}$/)]),
        event: z.union([z.null(), z.string()]),
        path: z.array(z.string().regex(/^[A-Za-z0-9+/]{43}=$/)).max(64),
      }),
    )
    .min(1),
});

type Proven = z.infer<typeof shape>['events'][number];

const eventShape = z.object({ subject: z.string() });

/**
 * Looks at a proof as it is served: each of its entries is in the tree of its checkpoint, which one of the keys
 * signed, and is the hash of the event that stands beside it. Answers with the checkpoint and the events.
 */
export function checkProof(
  text: string,
  keys: readonly Verifier[],
  subject?: string,
): { readonly checkpoint: Checkpoint; readonly events: readonly string[] } {
  const parsed = shape.safeParse(jsonIn(text));
  if (!parsed.success) throw new Broken('the proof', 'it is no proof of this log');
  const checkpoint = parseCheckpoint(parsed.data.checkpoint);
  if (!checkpoint || !signerOf(checkpoint, keys))
    throw new Broken('the proof', 'its checkpoint is signed by none of the keys of the log');
  const events = parsed.data.events.flatMap((event) => checkEvent(event, checkpoint, subject) ?? []);
  // Whatever is closed could be of anything: it shows nothing about a subject.
  if (subject !== undefined && events.length === 0)
    throw new Broken('the proof', `none of its entries is open, and so nothing in it is of ${subject}`);
  return { checkpoint, events };
}

function checkEvent(
  { leaf, entry, salt, event, path }: Proven,
  { size, root }: Checkpoint,
  subject: string | undefined,
): string | undefined {
  const where = `the proof of entry ${leaf}`;
  const bytes = Buffer.from(entry, 'hex');
  const siblings = path.map((hash) => Buffer.from(hash, 'base64'));
  if (!rootByInclusion(bytes, leaf, size, siblings)?.equals(root))
    throw new Broken(where, 'it does not lead to the root of its checkpoint');
  if (salt === null || event === null) return undefined;
  if (!entryOf(Buffer.from(salt, 'hex'), event).equals(bytes))
    throw new Broken(where, 'salt and event are not what the entry is the hash of');
  const told = eventShape.safeParse(jsonIn(event));
  if (subject !== undefined && told.data?.subject !== subject)
    throw new Broken(where, `it is of ${told.data?.subject ?? 'something else'}, not of ${subject}`);
  return event;
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
