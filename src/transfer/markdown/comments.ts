import { addComment, type CommentWrite, editComment } from '../../comment/save.ts';
import { type Document, parseHtml } from '../../document/index.ts';
import type { Transaction } from '../../kit/database/index.ts';
import { slugFrom } from '../../term/slug.ts';
import { digestOf, type ImportRecord, readRecords, writeRecord } from '../record.ts';
import { readTextFile } from './decode.ts';
import { firstValue, flagOf, textOf } from './fields.ts';
import { type Fields, isRecord, readData } from './front-matter.ts';
import { readMoment } from './moment.ts';
import { breathe, type Entry, type Run, type Stock } from './run.ts';
import type { CommentFile } from './scan.ts';

/** A comment of a data file (Staticman's, or an export's). */
type Reply = {
  /** File, and place in it where it holds several: the comment's name in the records. */
  readonly item: string;
  /** Its own ID there, and that of the one it answers. */
  readonly key: string;
  readonly parent: string | undefined;
  readonly name: string;
  readonly url: string | undefined;
  readonly hadMail: boolean;
  readonly date: string;
  readonly message: string;
  readonly status: 'live' | 'pending' | 'spam';
};

/** Takes the comments of every thread, those answered before those that answer. */
export async function takeComments(run: Run, stock: Stock): Promise<void> {
  const threads = Map.groupBy(stock.scan.comments, ({ thread }) => thread);
  const posts = byThread(stock);
  let done = 0;
  let mails = 0;
  for (const [thread, files] of threads) {
    await breathe(run);
    run.progress({ step: 'comments', done, total: stock.scan.comments.length });
    done += files.length;
    const replies = readReplies(run, stock, files);
    mails += replies.filter(({ hadMail }) => hadMail).length;
    const entry = posts(thread);
    if (entry === undefined || (!run.dryRun && entry.id === undefined)) {
      for (const { item } of replies)
        run.tally.refuse('comments', `comment ${item}`, `the post ${thread} is not in the folder`);
      continue;
    }
    await takeThread(run, stock, entry, replies);
  }
  if (mails > 0)
    run.tally.lose(
      'comments',
      `${mails} e-mail addresses, or hashes of them`,
      'nothing: they are nobody else’s business',
    );
}

/** Threads are named after a post's slug, file or address. */
function byThread({ entries, links }: Stock): (thread: string) => Entry | undefined {
  const bySlug = new Map<string, Entry>();
  for (const entry of entries)
    for (const word of [slugFrom(entry.stem), entry.slug]) if (!bySlug.has(word)) bySlug.set(word, entry);
  return (thread) => {
    const last = thread.split('/').at(-1) ?? thread;
    const [first] = entries;
    return (
      bySlug.get(slugFrom(last)) ??
      bySlug.get(slugFrom(last.replace(/^\d{4}-\d{1,2}-\d{1,2}-/, ''))) ??
      links.byAddress(`/${thread}`) ??
      (first && links.byLook(`/${thread}/`, first))
    );
  };
}

function readReplies(run: Run, stock: Stock, files: readonly CommentFile[]): readonly Reply[] {
  const replies: Reply[] = [];
  for (const file of files) {
    const text = readTextFile(file.path);
    const read = text === undefined ? undefined : readData(text, file.item);
    if (!read?.ok) {
      run.tally.refuse(
        'comments',
        `comment ${file.item}`,
        read === undefined ? 'it cannot be read as text in UTF-8' : `line ${read.line}: ${read.problem}`,
      );
      continue;
    }
    const values = Array.isArray(read.value)
      ? read.value
      : isRecord(read.value) && Array.isArray(read.value.comments)
        ? read.value.comments
        : [read.value];
    for (const [index, value] of values.entries()) {
      const item = values.length === 1 ? file.item : `${file.item}#${index + 1}`;
      const reply = isRecord(value) ? replyOf(value, item, stock.timeZone) : undefined;
      if (reply) replies.push(reply);
      else run.tally.refuse('comments', `comment ${item}`, 'it has no text, or no date');
    }
  }
  return inThreadOrder(replies);
}

function replyOf(
  value: Readonly<Record<string, unknown>>,
  item: string,
  timeZone: string,
): Reply | undefined {
  const fields: Fields = Object.fromEntries(
    Object.entries(value).map(([name, each]) => [name.toLowerCase(), each]),
  );
  const message = firstValue(fields, 'message', 'body', 'comment', 'content', 'text', 'html');
  const moment = readMoment(
    firstValue(fields, 'date', 'created', 'created_at', 'createdat', 'timestamp', 'time', 'published'),
    timeZone,
  );
  if (typeof message !== 'string' || moment === undefined) return undefined;
  const status = textOf(fields, 'status', 'state')?.toLowerCase();
  const isHeld =
    flagOf(fields, 'approved', 'moderated', 'isapproved') === false ||
    status === 'pending' ||
    flagOf(fields, 'hidden') === true;
  return {
    item,
    key: textOf(fields, '_id', 'id', 'uid', 'comment_id') ?? item,
    parent: parentOf(
      textOf(
        fields,
        'parentid',
        '_parent',
        'parent_id',
        'parent',
        'replying_to_uid',
        'replyingtouid',
        'reply_to',
        'replyto',
        'replyid',
        'in_reply_to',
      ),
    ),
    name: (textOf(fields, 'name', 'author', 'nickname', 'username', 'user') ?? 'Anonymous').slice(0, 200),
    url: webAddress(textOf(fields, 'url', 'website', 'site', 'link', 'homepage')),
    hadMail: textOf(fields, 'email', 'mail', 'email_hash', 'gravatar') !== undefined,
    date: moment.iso,
    message,
    status: status === 'spam' || flagOf(fields, 'spam') === true ? 'spam' : isHeld ? 'pending' : 'live',
  };
}

/** `0` is how WordPress writes that a comment answers the post. */
function parentOf(text: string | undefined): string | undefined {
  return text === '0' ? undefined : text;
}

function webAddress(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const url = /^[\w-]+(\.[\w-]+)+(\/|$)/.test(text) ? `http://${text}` : text;
  return /^https?:\/\//i.test(url) && URL.canParse(url) ? url : undefined;
}

/** By date; one that answers another after it, whatever their clocks said. */
function inThreadOrder(replies: readonly Reply[]): readonly Reply[] {
  const sorted = [...replies].sort((left, right) =>
    left.date < right.date ? -1 : left.date > right.date ? 1 : left.item < right.item ? -1 : 1,
  );
  const byKey = new Map(sorted.map((reply) => [reply.key, reply]));
  const placed = new Set<Reply>();
  const place = (start: Reply) => {
    const chain: Reply[] = [];
    for (
      let next: Reply | undefined = start;
      next && !placed.has(next) && !chain.includes(next);
      next = next.parent === undefined ? undefined : byKey.get(next.parent)
    )
      chain.push(next);
    for (const reply of chain.reverse()) placed.add(reply);
  };
  for (const reply of sorted) place(reply);
  return [...placed];
}

const batch = 100;

async function takeThread(run: Run, stock: Stock, entry: Entry, replies: readonly Reply[]): Promise<void> {
  const { world, site } = run;
  const key = { source: stock.blog.source, kind: 'comment' };
  const known = await readRecords(
    world.db.read,
    site.id,
    key,
    replies.map(({ item }) => item),
  );
  const ids = new Map<string, number>();
  const keys = new Set(replies.map((reply) => reply.key));
  for (let start = 0; start < replies.length; start += batch) {
    const some = replies.slice(start, start + batch);
    const step = async (tx: Transaction | undefined) => {
      const results: (() => void)[] = [];
      for (const reply of some) {
        const record = known.get(reply.item);
        if (record) ids.set(reply.key, record.id);
        if (reply.parent !== undefined && !keys.has(reply.parent))
          results.push(() =>
            run.tally.lose(
              `comment ${reply.item}`,
              `the comment ${reply.parent}, which it answers, is not in the folder`,
              'as an answer to the post',
            ),
          );
        results.push(await takeReply(tx, run, entry, reply, { record, ids, key }));
      }
      return results;
    };
    // Counted after the commit: what was rolled back was not taken.
    const results = run.dryRun ? await step(undefined) : await world.db.write(step);
    for (const count of results) count();
  }
}

type Around = {
  readonly record: ImportRecord | undefined;
  readonly ids: Map<string, number>;
  readonly key: { readonly source: string; readonly kind: string };
};

async function takeReply(
  tx: Transaction | undefined,
  run: Run,
  entry: Entry,
  reply: Reply,
  { record, ids, key }: Around,
): Promise<() => void> {
  const { site, tally } = run;
  const name = `comment ${reply.item}`;
  const read = documentOf(reply.message);
  if (read === undefined)
    return () => tally.refuse('comments', name, 'its text is too long for a comment, or nests too deeply');
  const { message, date, status, url, hadMail: _, item: __, ...rest } = reply;
  const digest = digestOf([rest, message, date, status, url]);
  const count = (outcome: 'created' | 'updated' | 'unchanged') => () => {
    for (const { what, kept } of read.losses) tally.lose(name, what, kept);
    tally.count('comments', outcome);
  };
  if (record?.digest === digest) return count('unchanged');
  if (tx === undefined) return count(record ? 'updated' : 'created');
  const identity = { kind: 'guest' as const, name: reply.name, ...(url !== undefined && { url }) };
  const isEdited =
    record !== undefined &&
    (await editComment(tx, site.id, record.id, { identity, document: read.document, original: message }));
  const parentId = reply.parent === undefined ? undefined : ids.get(reply.parent);
  const legacyId = /^[1-9]\d{0,8}$/.test(reply.key) ? { id: Number(reply.key) } : {};
  const write: CommentWrite = {
    postId: entry.id!,
    identity,
    document: read.document,
    original: message,
    origin: 'import',
    status,
    publishedAt: date,
    ...legacyId,
    ...(parentId !== undefined && { parentId }),
  };
  const added = isEdited ? { ok: true as const, id: record.id } : await addComment(tx, site.id, write);
  if (!added.ok) return () => tally.refuse('comments', name, 'the post it belongs to is gone');
  ids.set(reply.key, added.id);
  await writeRecord(tx, site.id, key, reply.item, { id: added.id, digest });
  return count(record ? 'updated' : 'created');
}

/** The text of a comment: HTML or plain, its lines as they were typed, its addresses as links. */
function documentOf(
  message: string,
): { document: Document; losses: readonly { what: string; kept: string }[] } | undefined {
  const text = message.replaceAll('\r\n', '\n').trim();
  const isHtml =
    /<\/?(p|br|a|b|i|em|strong|blockquote|code|pre|ul|ol|li|del|q|s|u|cite|strike|div|span|img)\b[^>]*>/i.test(
      text,
    );
  const source = isHtml
    ? text
    : text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  const hasBlocks = /<(p|div|ul|ol|pre|blockquote)\b/i.test(source);
  const lines = source
    .split(/\n{2,}/)
    .map((part) => (hasBlocks ? part : `<p>${part.replaceAll('\n', '<br>')}</p>`));
  const parsed = parseHtml(withLinks(lines.join('\n')), { limit: 'guest' });
  return parsed.ok ? parsed : undefined;
}

/** Addresses that stand in the text by themselves. */
function withLinks(html: string): string {
  if (!/https?:\/\//i.test(html)) return html;
  return html.replaceAll(/<a\b[\s\S]*?<\/a>|<[^>]*>|\bhttps?:\/\/[^\s<>"']+[^\s<>"'.,;:!?)\]]/gi, (found) =>
    found.startsWith('<') ? found : `<a href="${found}">${found}</a>`,
  );
}
