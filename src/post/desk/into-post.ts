import { authorOfAccount } from '../../author/save.ts';
import type { Asked } from '../../desk/index.ts';
import { parseMarkdown } from '../../document/index.ts';
import type { IntoPost } from '../../quotation/desk/into-post.ts';
import { rewritings } from '../../quotation/rewritings.ts';
import { written } from '../../quotation/written.ts';
import { readAutosave } from '../../revision/autosave.ts';
import { listPosts } from '../list.ts';
import { loadWrite } from '../load.ts';
import type { PostType, Source } from '../post.ts';
import { rewritten } from '../rewritten.ts';
import { mayBegin, mayEdit, readRightful } from '../rights.ts';
import { createPost, updatePost } from '../save.ts';
import { readSource, sourceOf } from '../source.ts';

/** How a quotation gets into a post: at the end of its text, as whoever wrote that would have put it. */
export const intoPost: IntoPost = { put, recent, writtenBy, saved, change };

type Put = IntoPost['put'];

async function put(asked: Asked, { postId, title, markdown }: Parameters<Put>[1]): ReturnType<Put> {
  if (postId === undefined) return begin(asked, title, markdown);
  const { world, site, actor, account } = asked;
  const rightful = await readRightful(world.db, site.id, postId);
  if (!rightful || !mayEdit(actor, site.id, rightful)) return { ok: false };
  const now = world.clock.now().toISOString();
  const saved = await world.db.write(async (tx) => {
    const write = await loadWrite(tx, site.id, postId);
    const read = write && added(sourceOf(write), markdown);
    if (!write || !read) return undefined;
    return updatePost(tx, site, postId, { ...write, ...read }, { now, by: account.id });
  });
  if (!saved?.ok) return { ok: false };
  return { ok: true, href: formOf(rightful.type, postId) };
}

/** The text with Markdown at its end; in a text that is HTML, as HTML. */
function added(source: Source, markdown: string) {
  const own = parseMarkdown(markdown, { limit: 'writer' });
  if (!own.ok) return undefined;
  const more = source.format === 'markdown' ? markdown : sourceOf({ document: own.document }, 'html').text;
  const before = source.text.trimEnd();
  const whole: Source = { format: source.format, text: `${before}${before === '' ? '' : '\n\n'}${more}\n` };
  const read = readSource(whole);
  return read.ok ? { document: read.document, source: whole } : undefined;
}

async function begin(asked: Asked, title: string, markdown: string): ReturnType<Put> {
  const { world, site, actor, account } = asked;
  const read = added({ format: 'markdown', text: '' }, markdown);
  if (!read || !mayBegin(actor, site.id, 'post')) return { ok: false };
  const now = world.clock.now().toISOString();
  const saved = await world.db.write(async (tx) => {
    const author = await authorOfAccount(tx, site.id, account);
    const authors = author.ok ? [author.id] : [];
    const write = { type: 'post', status: 'draft', title, authors, terms: [], ...read } as const;
    return createPost(tx, site, write, { now, by: account.id });
  });
  return { ok: true, href: formOf('post', saved.id) };
}

const most = 20;

async function recent({ world, site, actor }: Asked): ReturnType<IntoPost['recent']> {
  const statuses = ['draft', 'pending', 'published', 'scheduled', 'private'] as const;
  const filter = { type: 'post', statuses } as const;
  const paging = { order: 'modified', direction: 'desc', limit: most * 2 } as const;
  const { rows } = await listPosts(world.db, site.id, filter, paging);
  const mine: { id: number; title: string }[] = [];
  for (const { id, title } of rows) {
    const rightful = await readRightful(world.db, site.id, id);
    if (rightful && mayEdit(actor, site.id, rightful) && mine.length < most) mine.push({ id, title });
  }
  return mine;
}

async function writtenBy({ world, site }: Asked, postId: number): Promise<readonly number[]> {
  return (await readRightful(world.db, site.id, postId))?.writtenBy ?? [];
}

async function saved({ world, site, actor, account }: Asked, postId: number): ReturnType<IntoPost['saved']> {
  const rightful = await readRightful(world.db, site.id, postId);
  if (!rightful || !mayEdit(actor, site.id, rightful)) return undefined;
  const from = { db: world.db.read };
  const write = await loadWrite(from, site.id, postId);
  const kept = await readAutosave(from, site.id, postId, account.id);
  const href = formOf(rightful.type, postId);
  return write && { title: write.title, document: write.document, href, unsaved: kept !== undefined };
}

/** Whoever has the form of the post open is told of it when they save: both texts are brought together then. */
async function change(
  { world, site, actor, account }: Asked,
  postId: number,
  { note, change: changeText }: Parameters<IntoPost['change']>[2],
): ReturnType<IntoPost['change']> {
  const now = world.clock.now().toISOString();
  return world.db.write(async (tx) => {
    const rightful = await readRightful(tx, site.id, postId);
    if (!rightful || !mayEdit(actor, site.id, rightful)) return { ok: false };
    const write = await loadWrite(tx, site.id, postId);
    const changed = write && (await changeText(tx, write.document));
    if (!write || !changed) return { ok: false };
    const { source, ...rest } = write;
    const tries = source ? rewritings(source, changed.before, written(changed.alone, source.format)) : [];
    const text = rewritten(source, changed.document, tries);
    const made = { ...rest, document: changed.document, ...(text && { source: text }) };
    return { ok: (await updatePost(tx, site, postId, made, { now, by: account.id, note })).ok };
  });
}

function formOf(type: PostType, id: number): string {
  return `/-/admin/${type === 'page' ? 'pages' : 'posts'}/${id}/`;
}
