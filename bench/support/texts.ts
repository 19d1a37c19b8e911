import type { Database, Transaction } from '../../src/kit/database/index.ts';
import { randomNumbers, vocabulary, type Writer, writer } from './text.ts';

/** Writers of two scripts, the same in every run. */
export function writersOf(): { readonly english: Writer; readonly arabic: Writer } {
  const random = randomNumbers(2026);
  const english = writer(random, vocabulary(random, 'abcdefghijklmnopqrstuvwxyz', 60_000));
  const arabic = writer(random, vocabulary(random, 'ابتثجحخدذرزسشصضطظعغفقكلمنهوي', 30_000));
  return { english, arabic };
}

/** Puts rows of public posts into an empty database, as far as search reads them: every fifth one is Arabic. */
export async function fillWithTexts(
  database: Database,
  { siteId, posts, words }: { readonly siteId: number; readonly posts: number; readonly words: number },
): Promise<void> {
  const { english, arabic } = writersOf();
  const last = Date.UTC(2026, 0, 1);
  await database.write((tx) => insertSite(tx, siteId, new Date(last).toISOString()));
  for (let first = 1; first <= posts; first += 500) {
    await database.write(async (tx) => {
      for (let id = first; id < Math.min(first + 500, posts + 1); id++) {
        const text = (id % 5 === 0 ? arabic : english).write(6, words);
        // A post every two hours.
        const at = new Date(last - (posts - id) * 7_200_000).toISOString();
        await insertPost(tx, { siteId, id, at, words, ...text });
      }
    });
  }
}

async function insertSite(tx: Transaction, id: number, at: string): Promise<void> {
  await tx.db
    .insertInto('site')
    .values({
      id,
      title: 'The Bench',
      tagline: '',
      locale: 'en',
      time_zone: 'UTC',
      calendar: 'gregory',
      permalinks: '/%postname%/',
      settings: '{}',
      created_at: at,
    })
    .execute();
}

type Row = {
  readonly siteId: number;
  readonly id: number;
  readonly at: string;
  readonly words: number;
  readonly title: string;
  readonly text: string;
};

async function insertPost(tx: Transaction, { siteId, id, at, words, title, text }: Row): Promise<void> {
  await tx.db
    .insertInto('post')
    .values({
      site_id: siteId,
      id,
      type: 'post',
      status: 'published',
      slug: String(id),
      path: `/${id}/`,
      title,
      excerpt: '',
      summary: '',
      lang: null,
      dir: 'ltr',
      parent_id: null,
      menu_order: 0,
      picture_id: null,
      sticky: 0,
      password: null,
      comments_open: 1,
      comment_count: 0,
      created_at: at,
      changed_at: at,
      published_at: at,
      updated_at: null,
      listed_at: at,
      version: 1,
      words,
      minutes: 1,
      parts: 1,
      guid: String(id),
      meta: '{}',
    })
    .execute();
  await tx.db
    .insertInto('post_document')
    .values({ site_id: siteId, post_id: id, document: '{}', text })
    .execute();
}
