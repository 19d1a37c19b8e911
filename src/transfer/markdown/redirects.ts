import { redirectTo, redirectToPost } from '../../redirect/save.ts';
import { breathe, type Entry, type Run, type Stock } from './run.ts';
import { type Evidence, nameOf } from './write.ts';

type Wish = { readonly from: string; readonly entry: Entry; readonly target?: string };

const batch = 100;

/**
 * Leaves a redirect at every address that a post had: those it says, those its program's configuration gives, and
 * those by which other posts of the blog call it. An address that leads somewhere already is left.
 */
export async function writeRedirects(run: Run, stock: Stock, evidence: Evidence): Promise<void> {
  const wishes = wishesOf(stock, evidence);
  for (let start = 0; start < wishes.length; start += batch) {
    await breathe(run);
    run.progress({ step: 'redirects', done: start, total: wishes.length });
    const some = wishes.slice(start, start + batch);
    const free = await withoutTaken(run, some);
    run.tally.redirects += free.length;
    if (run.dryRun || free.length === 0) continue;
    await run.world.db.write(async (tx) => {
      for (const { from, entry, target } of free) {
        if (target !== undefined) await redirectTo(tx, run.site.id, from, target, run.now);
        else await redirectToPost(tx, run.site.id, from, entry.id!, run.now);
      }
    });
  }
}

function wishesOf({ entries }: Stock, evidence: Evidence): readonly Wish[] {
  const wishes = new Map<string, Wish>();
  const add = (wish: Wish) => {
    const key = wish.from.replace(/\/+$/, '');
    if (
      key !== '' &&
      (wish.target !== undefined || key !== wish.entry.path.replace(/\/+$/, '')) &&
      !wishes.has(key)
    )
      wishes.set(key, wish);
  };
  for (const entry of entries) {
    const target = entry.movedTo === undefined ? {} : { target: entry.movedTo };
    if (entry.movedTo !== undefined) add({ from: entry.path, entry, ...target });
    // One that is not public yet is redirected to from the day on which it is.
    if (entry.status !== 'draft') for (const from of entry.aliases) add({ from, entry, ...target });
  }
  for (const [from, entry] of evidence) if (entry.status !== 'draft') add({ from, entry });
  return [...wishes.values()];
}

/** Those whose address nothing stands at. One that leads there already is done; another's is told. */
async function withoutTaken(
  { world, site, tally, dryRun }: Run,
  wishes: readonly Wish[],
): Promise<readonly Wish[]> {
  const db = world.db.read;
  const forms = wishes.flatMap(({ from }) => [from, other(from)]);
  const standing = await db
    .selectFrom('post')
    .select(['path', 'id'])
    .where('site_id', '=', site.id)
    .where('path', 'in', forms)
    .execute();
  const leading = await db
    .selectFrom('redirect')
    .select(['path', 'post_id', 'target'])
    .where('site_id', '=', site.id)
    .where('path', 'in', forms)
    .execute();
  const posts = new Map(standing.map(({ path, id }) => [path ?? '', id]));
  const redirects = new Map(leading.map((row) => [row.path, row]));
  return wishes.filter(({ from, entry, target }) => {
    const post = posts.get(from) ?? posts.get(other(from));
    if (post !== undefined) {
      if (post !== entry.id)
        tally.lose(nameOf(entry), `its old address ${from} is another post's here`, 'without a redirect');
      return false;
    }
    const redirect = redirects.get(from) ?? redirects.get(other(from));
    if (redirect) {
      const isSame = target === undefined ? redirect.post_id === entry.id : redirect.target === target;
      if (!isSame) tally.lose(nameOf(entry), `its old address ${from} leads elsewhere here`, 'that redirect');
      return false;
    }
    return dryRun || target !== undefined || entry.id !== undefined;
  });
}

function other(path: string): string {
  return path.endsWith('/') ? path.slice(0, -1) : `${path}/`;
}
