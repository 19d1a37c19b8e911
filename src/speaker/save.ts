import { lockCounter, nextId, storedLine, storedText, type Transaction } from '../kit/database/index.ts';
import type { PartialDate } from '../kit/partial-date.ts';
import { emit } from '../kit/queue/index.ts';
import { foldedText } from '../kit/words/folded-text.ts';
import { cleanAddress } from '../source/address.ts';
import { slugFrom, slugify } from '../term/slug.ts';
import { complete } from './read.ts';
import type { Speaker, SpeakerKind, SpeakerName, SpeakerRole } from './speaker.ts';

/** What somebody may say of a speaker. */
export type SpeakerFields = {
  readonly kind?: SpeakerKind;
  /** The main one first; at least one. Empty ones are left out. */
  readonly names?: readonly SpeakerName[];
  /** Made from the main name when absent or empty. */
  readonly slug?: string;
  readonly url?: string | null;
  readonly description?: string;
  readonly roles?: readonly SpeakerRole[];
};

type SpeakerSaved = { readonly ok: true; readonly id: number; readonly slug: string };

export type SpeakerRefused =
  | { readonly ok: false; readonly reason: 'missing' }
  | { readonly ok: false; readonly reason: 'nameless' }
  | { readonly ok: false; readonly reason: 'bad-url' }
  /** The speaker `id` has, or had, that slug. */
  | { readonly ok: false; readonly reason: 'taken'; readonly id: number };

type When = { readonly now: string };

/** Makes a speaker. Two may have one name. Events: `speaker.saved`. */
export async function createSpeaker(
  tx: Transaction,
  siteId: number,
  fields: SpeakerFields,
  { now }: When,
): Promise<SpeakerSaved | SpeakerRefused> {
  await lockSpeakers(tx, siteId);
  const content = contentOf(fields);
  if (!content.ok) return content;
  const slug = await freeSlug(tx, siteId, fields.slug, content.names[0]?.text ?? '', undefined);
  if (typeof slug !== 'string') return slug;
  const { kind = 'person' } = fields;
  const id = await nextId(tx, siteId, 'speaker');
  const { name, url, description, sought } = content;
  await tx.db
    .insertInto('speaker')
    .values({
      site_id: siteId,
      id,
      slug,
      kind,
      name,
      url,
      description,
      sought,
      merged_into: null,
      created_at: now,
      changed_at: now,
    })
    .execute();
  await writeParts(tx, siteId, id, slug, content);
  await saved(tx, siteId, id);
  return { ok: true, id, slug };
}

/** Changes a speaker; what is left out stays. A slug that is left leads on to the new one. Events: `speaker.saved`. */
export async function updateSpeaker(
  tx: Transaction,
  siteId: number,
  id: number,
  change: SpeakerFields,
  { now }: When,
): Promise<SpeakerSaved | SpeakerRefused> {
  await lockSpeakers(tx, siteId);
  const before = await findSpeaker(tx, siteId, id);
  if (!before) return { ok: false, reason: 'missing' };
  const fields = { ...before, ...change };
  const content = contentOf(fields);
  if (!content.ok) return content;
  const slug = await freeSlug(tx, siteId, fields.slug, content.names[0]?.text ?? '', id);
  if (typeof slug !== 'string') return slug;
  const { name, url, description, sought } = content;
  await tx.db
    .updateTable('speaker')
    .set({ slug, kind: fields.kind, name, url, description, sought, changed_at: now })
    .where('site_id', '=', siteId)
    .where('id', '=', id)
    .execute();
  await writeParts(tx, siteId, id, slug, content);
  await saved(tx, siteId, id);
  return { ok: true, id, slug };
}

/** The speaker of a name, in whatever script it is known, made where there is none. Of two of one name, the first. */
export async function ensureSpeaker(
  tx: Transaction,
  siteId: number,
  { name, lang, kind }: { readonly name: string; readonly lang?: string; readonly kind?: SpeakerKind },
): Promise<{ readonly id: number; readonly slug: string }> {
  const known = (await speakerNamed(tx, siteId, name)) ?? (await lockedSpeakerNamed(tx, siteId, name));
  if (known) return known;
  const now = tx.clock.now().toISOString();
  const names = [{ text: name, lang: lang ?? null }];
  const made = await createSpeaker(tx, siteId, { names, ...(kind && { kind }) }, { now });
  if (!made.ok) throw new Error(`No speaker can be made of the name "${name}": ${made.reason}`);
  return { id: made.id, slug: made.slug };
}

async function lockedSpeakerNamed(tx: Transaction, siteId: number, name: string) {
  await lockSpeakers(tx, siteId);
  return speakerNamed(tx, siteId, name);
}

async function speakerNamed(
  tx: Transaction,
  siteId: number,
  name: string,
): Promise<{ readonly id: number; readonly slug: string } | undefined> {
  const row = await tx.db
    .selectFrom('speaker_name')
    .innerJoin('speaker', (join) =>
      join
        .onRef('speaker.site_id', '=', 'speaker_name.site_id')
        .onRef('speaker.id', '=', 'speaker_name.speaker_id'),
    )
    .select(['speaker.id', 'speaker.slug'])
    .where('speaker_name.site_id', '=', siteId)
    .where('speaker_name.folded', '=', foldedName(name))
    .orderBy('speaker.id')
    .limit(1)
    .executeTakeFirst();
  return row && { id: Number(row.id), slug: row.slug };
}

/** Two who make a speaker of one name at once would make two: one waits for the other. */
export function lockSpeakers(tx: Transaction, siteId: number): Promise<void> {
  return lockCounter(tx, siteId, 'speaker');
}

export async function findSpeaker(tx: Transaction, siteId: number, id: number): Promise<Speaker | undefined> {
  const row = await tx.db
    .selectFrom('speaker')
    .selectAll()
    .where('site_id', '=', siteId)
    .where('id', '=', id)
    .where('merged_into', 'is', null)
    .executeTakeFirst();
  return row && (await complete(tx, siteId, [row])).get(Number(row.id));
}

/** Names what changed, and tells of it. */
async function saved(tx: Transaction, siteId: number, id: number): Promise<void> {
  tx.changed(siteId, `speaker:${id}`, 'speakers');
  await emit(tx, { kind: 'speaker.saved', siteId, payload: { speakerId: id } });
}

type Content = {
  readonly ok: true;
  readonly name: string;
  readonly names: readonly SpeakerName[];
  readonly roles: readonly SpeakerRole[];
  readonly url: string | null;
  readonly description: string;
  readonly sought: string;
};

const mostNames = 50;
const mostRoles = 100;

function contentOf(fields: SpeakerFields): Content | SpeakerRefused {
  const names = (fields.names ?? [])
    .map(({ text, lang }) => ({ text: storedLine(text, 200), lang: lang || null }))
    .filter(({ text }) => foldedName(text) !== '')
    .slice(0, mostNames);
  const [main] = names;
  if (!main) return { ok: false, reason: 'nameless' };
  const address = fields.url?.trim() ?? '';
  const url = address === '' ? null : cleanAddress(address);
  if (url === undefined) return { ok: false, reason: 'bad-url' };
  const roles = (fields.roles ?? [])
    .map((role) => ({
      ...role,
      title: storedLine(role.title, 300),
      organisation: storedLine(role.organisation, 300),
    }))
    .filter(({ title, organisation }) => title !== '' || organisation !== '')
    .slice(0, mostRoles);
  return {
    ok: true,
    name: main.text,
    names,
    roles,
    url,
    description: storedText(fields.description ?? '', 5_000),
    sought: names.map(({ text }) => foldedName(text)).join('\n'),
  };
}

/** A name as it is looked for: in whatever case, with or without accents and vowel marks. */
export function foldedName(name: string): string {
  return foldedText(name) || storedLine(name, 200).toLowerCase();
}

/** The slug that was asked for, unless it is another's; one made from the name gets a number where it must. */
async function freeSlug(
  tx: Transaction,
  siteId: number,
  asked: string | undefined,
  name: string,
  own: number | undefined,
): Promise<string | SpeakerRefused> {
  const wish = asked === undefined ? '' : slugFrom(asked);
  const wanted = wish || slugify(name) || 'speaker';
  for (let number = 1; ; number++) {
    const tried = number === 1 ? wanted : `${wanted}-${number}`;
    const holder = await tx.db
      .selectFrom('speaker_slug')
      .select('speaker_id')
      .where('site_id', '=', siteId)
      .where('slug', '=', tried)
      .executeTakeFirst();
    if (!holder || Number(holder.speaker_id) === own) return tried;
    if (wish !== '') return { ok: false, reason: 'taken', id: Number(holder.speaker_id) };
  }
}

async function writeParts(
  tx: Transaction,
  siteId: number,
  id: number,
  slug: string,
  { names, roles }: Content,
): Promise<void> {
  for (const table of ['speaker_name', 'speaker_role'] as const)
    await tx.db.deleteFrom(table).where('site_id', '=', siteId).where('speaker_id', '=', id).execute();
  const key = { site_id: siteId, speaker_id: id };
  await tx.db
    .insertInto('speaker_name')
    .values(names.map((name, position) => ({ ...key, position, ...name, folded: foldedName(name.text) })))
    .execute();
  if (roles.length > 0) {
    const rows = roles.map(({ title, organisation, from, until }, position) => ({
      ...key,
      position,
      title,
      organisation,
      since: from as PartialDate | null,
      until,
    }));
    await tx.db.insertInto('speaker_role').values(rows).execute();
  }
  await tx.db
    .insertInto('speaker_slug')
    .values({ ...key, slug })
    .onConflict((conflict) => conflict.columns(['site_id', 'slug']).doNothing())
    .execute();
}
