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

const eventShape = z.object({ site: z.int(), subject: z.string() });

/**
 * Looks at a proof as it is served: each of its entries is in the tree of its checkpoint, which one of the keys
 * signed, and is the hash of the event that stands beside it. `subject` is what these must be of, on any one site
 * (`post:12/3`) or on a certain one (`1/post:12/3`). Answers with the checkpoint and the events.
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
  const told = parsed.data.events.flatMap((event) => checkEvent(event, checkpoint, subject) ?? []);
  const events = told.map(({ event }) => event);
  // Whatever is closed could be of anything: it shows nothing about a subject.
  if (subject !== undefined && events.length === 0)
    throw new Broken('the proof', `none of its entries is open, and so nothing in it is of ${subject}`);
  if (subject !== undefined && new Set(told.map(({ site }) => site)).size > 1)
    throw new Broken('the proof', 'its entries are of several sites');
  return { checkpoint, events };
}

function checkEvent(
  { leaf, entry, salt, event, path }: Proven,
  { size, root }: Checkpoint,
  subject: string | undefined,
): { readonly event: string; readonly site: number | undefined } | undefined {
  const where = `the proof of entry ${leaf}`;
  const bytes = Buffer.from(entry, 'hex');
  const siblings = path.map((hash) => Buffer.from(hash, 'base64'));
  if (!rootByInclusion(bytes, leaf, size, siblings)?.equals(root))
    throw new Broken(where, 'it does not lead to the root of its checkpoint');
  if (salt === null || event === null) return undefined;
  if (!entryOf(Buffer.from(salt, 'hex'), event).equals(bytes))
    throw new Broken(where, 'salt and event are not what the entry is the hash of');
  const told = eventShape.safeParse(jsonIn(event)).data;
  if (subject === undefined) return { event, site: told?.site };
  // A subject begins with a letter: a number before it is the site's.
  const own = told && (/^\d/.test(subject) ? `${told.site}/${told.subject}` : told.subject);
  if (own !== subject) throw new Broken(where, `it is of ${own ?? 'something else'}, not of ${subject}`);
  return { event, site: told?.site };
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
