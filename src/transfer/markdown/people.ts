import { createAuthor, ensureAuthor, updateAuthor } from '../../author/save.ts';
import { ensureTerm } from '../../term/save.ts';
import { digestOf, readRecords, writeRecord } from '../record.ts';
import { displayName } from './facts.ts';
import { breathe, type Run, type Stock } from './run.ts';
import type { Shelf } from './shelf.ts';

const batch = 100;

/** Takes every term of the folder into the site. IDs by the terms' keys; none in a trial run. */
export async function takeTerms(run: Run, stock: Stock): Promise<ReadonlyMap<string, number>> {
  const { world, site, tally } = run;
  const key = { source: stock.blog.source, kind: 'term' };
  const terms = stock.terms.all();
  const known = await readRecords(
    world.db.read,
    site.id,
    key,
    terms.map(([name]) => name),
  );
  const ids = new Map<string, number>();
  for (let start = 0; start < terms.length; start += batch) {
    await breathe(run);
    const some = terms.slice(start, start + batch);
    for (const [name] of some) {
      const record = known.get(name);
      if (record) ids.set(name, record.id);
      tally.count('terms', record ? 'unchanged' : 'created');
    }
    const fresh = some.filter(([name]) => !known.has(name));
    if (run.dryRun || fresh.length === 0) continue;
    await world.db.write(async (tx) => {
      for (const [name, { taxonomy, slug, name: shown, parent }] of fresh) {
        const parentId = parent === undefined ? undefined : ids.get(parent);
        const { id } = await ensureTerm(tx, site.id, {
          taxonomy,
          name: shown,
          slug,
          ...(parentId !== undefined && { parentId }),
        });
        ids.set(name, id);
        await writeRecord(tx, site.id, key, name, { id, digest: digestOf([taxonomy, slug, shown]) });
      }
    });
  }
  return ids;
}

/** Takes everybody who signed a post, with their profiles. IDs by slug; none in a trial run. */
export async function takeAuthors(
  run: Run,
  stock: Stock,
  shelf: Shelf,
): Promise<ReadonlyMap<string, number>> {
  const { world, site, tally } = run;
  const key = { source: stock.blog.source, kind: 'author' };
  const bylines = stock.bylines.all();
  const known = await readRecords(
    world.db.read,
    site.id,
    key,
    bylines.map(([slug]) => slug),
  );
  const ids = new Map<string, number>();
  for (let start = 0; start < bylines.length; start += batch) {
    await breathe(run);
    await inStep(run, async (tx) => {
      for (const [slug, byline] of bylines.slice(start, start + batch)) {
        const { link, biography, picture } = byline;
        const pictureId = picture === undefined ? undefined : shelf.find(picture, '')?.id;
        const profile = {
          name: displayName(byline).slice(0, 200),
          ...(link !== undefined && { links: [{ label: labelOf(link), href: link }] }),
          ...(biography !== undefined && { biography }),
        };
        const digest = digestOf([profile, picture]);
        const record = known.get(slug);
        if (picture !== undefined && shelf.find(picture, '') === undefined)
          tally.lose(`author ${slug}`, `the picture ${picture} is not in the folder`, 'nothing');
        if (record?.digest === digest || tx === undefined) {
          if (record) ids.set(slug, record.id);
          tally.count(
            'authors',
            record === undefined ? 'created' : record.digest === digest ? 'unchanged' : 'updated',
          );
          continue;
        }
        const write = { ...profile, ...(pictureId !== undefined && { pictureId }) };
        const made = record
          ? await updateAuthor(tx, site.id, record.id, write)
          : await ensureAuthor(tx, site.id, { ...write, slug });
        const saved =
          !made.ok && made.reason === 'missing' ? await createAuthor(tx, site.id, { ...write, slug }) : made;
        if (!saved.ok) {
          tally.refuse('authors', `author ${slug}`, `the profile cannot be taken: ${saved.reason}`);
          continue;
        }
        ids.set(slug, saved.id);
        await writeRecord(tx, site.id, key, slug, { id: saved.id, digest });
        const isNew = record === undefined && (!('created' in saved) || saved.created);
        tally.count('authors', isNew ? 'created' : record ? 'updated' : 'unchanged');
      }
    });
  }
  return ids;
}

type Tx = Parameters<Parameters<Run['world']['db']['write']>[0]>[0];

/** A transaction, or none in a trial run. */
function inStep(run: Run, work: (tx: Tx | undefined) => Promise<void>): Promise<void> {
  return run.dryRun ? work(undefined) : run.world.db.write(work);
}

function labelOf(link: string): string {
  return URL.canParse(link) ? new URL(link).host.replace(/^www\./, '') : link;
}
