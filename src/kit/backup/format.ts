import { z } from 'zod';

/**
 * A backup is one tar file (POSIX.1-2001 pax), in this order:
 *
 * - `verbatim-backup.json`: what it is and which version of the tables it holds;
 * - `tables/<table>/<n>.jsonl.gz`: rows, one JSON object a line, the same from either database;
 * - `files/<key>`: each blob of the storage;
 * - `manifest.json`: every entry's size and SHA-256, every table's rows;
 * - `manifest.sha256`: the SHA-256 of the manifest, in hex. A file without it was cut off.
 */
export const headName = 'verbatim-backup.json';
export const manifestName = 'manifest.json';
export const sealName = 'manifest.sha256';

export const formatVersion = 1;

const digest = z.string().regex(/^[0-9a-f]{64}$/);

const head = z.object({
  format: z.literal('verbatim-backup'),
  version: z.number().int(),
  program: z.string(),
  createdAt: z.string(),
  dialect: z.enum(['sqlite', 'postgres']),
  /** Names of the migrations that made the tables, in order. */
  migrations: z.array(z.string()),
});

const manifest = head.extend({
  tables: z.record(z.string(), z.object({ columns: z.array(z.string()), rows: z.number().int() })),
  entries: z.array(z.object({ name: z.string(), bytes: z.number().int(), sha256: digest })),
});

export type Head = z.infer<typeof head>;
export type Manifest = z.infer<typeof manifest>;

export function parseHead(bytes: Buffer): Head | undefined {
  return head.safeParse(parseJson(bytes)).data;
}

export function parseManifest(bytes: Buffer): Manifest | undefined {
  return manifest.safeParse(parseJson(bytes)).data;
}

export function tablePart(table: string, part: number): string {
  return `tables/${table}/${String(part).padStart(6, '0')}.jsonl.gz`;
}

/** What an entry holds, by its name. */
export function placeOf(name: string): { table: string } | { key: string } | undefined {
  const table = /^tables\/([a-z0-9_]+)\/\d{6,}\.jsonl\.gz$/.exec(name)?.[1];
  if (table !== undefined) return { table };
  return name.startsWith('files/') ? { key: name.slice('files/'.length) } : undefined;
}

function parseJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    return undefined;
  }
}
