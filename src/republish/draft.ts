import type { Account } from '../account/account.ts';
import { authorOfAccount } from '../author/save.ts';
import type { Capture } from '../capture/capture.ts';
import { type BlockNode, type Document, parseMarkdown, plainText } from '../document/index.ts';
import type { Transaction } from '../kit/database/index.ts';
import type { PartialDate } from '../kit/partial-date.ts';
import { createPost } from '../post/save.ts';
import type { Site } from '../site/site.ts';
import { readSource } from '../source/read.ts';
import { updateSource } from '../source/save.ts';
import type { Source } from '../source/source.ts';
import { defaultIndexPolicy, type IndexPolicy } from './republication.ts';
import { saidColumns, viaSource } from './save.ts';

/** What a writer says of a text that is to be republished, after looking at what was found. */
export type DraftWanted = {
  readonly title: string;
  readonly author: string;
  readonly publisher: string;
  readonly published: PartialDate | null;
  readonly lang: string | null;
  /** The republished text, and the writer's own before and after it: Markdown. */
  readonly text: string;
  readonly before: string;
  readonly after: string;
  readonly mode: 'whole' | 'excerpt' | 'translation';
  readonly translator: string;
  /** An address, or the name of what it was found by. */
  readonly via: string;
  readonly licence: string;
  readonly legalBasis: string;
  readonly permission: string;
  /** Null for what fits how much is reproduced. */
  readonly indexPolicy: IndexPolicy | null;
};

export type DraftRefused = {
  readonly ok: false;
  readonly reason: 'no-source' | 'no-title' | 'no-text' | 'too-large' | 'too-deep';
};

export type DraftMade = { readonly ok: true; readonly id: number };

/** How many words the source's text has, of which some are reproduced. */
export type Whole = { readonly words: number };

/**
 * Makes a draft of what is republished: the text as it was confirmed, in a part of its own, with the writer's own
 * words around it. Nobody reads it before it is published as every post is. Its source learns what was confirmed.
 */
export async function makeDraft(
  tx: Transaction,
  { site, account }: { readonly site: Site; readonly account: Pick<Account, 'id' | 'login' | 'name'> },
  { capture, whole }: { readonly capture: Pick<Capture, 'id' | 'sourceId'>; readonly whole: Whole },
  wanted: DraftWanted,
): Promise<DraftMade | DraftRefused> {
  const now = tx.clock.now().toISOString();
  const source = capture.sourceId === null ? undefined : await readSource(tx, site.id, capture.sourceId);
  if (!source) return { ok: false, reason: 'no-source' };
  if (wanted.title.trim() === '') return { ok: false, reason: 'no-title' };
  const composed = compose(source, wanted);
  if (!composed.ok) return composed;
  await tell(tx, site.id, source, wanted, now);
  const author = await authorOfAccount(tx, site.id, account);
  const lang = composed.alone ? (wanted.lang ?? undefined) : undefined;
  const saved = await createPost(
    tx,
    site,
    {
      type: 'post',
      status: 'draft',
      title: wanted.title.trim(),
      document: composed.document,
      authors: author.ok ? [author.id] : [],
      terms: [],
      ...(lang !== undefined && { lang }),
    },
    { now, by: account.id },
  );
  const ofSource = whole.words === 0 ? 1 : composed.words / whole.words;
  const policy = defaultIndexPolicy({
    mode: wanted.mode,
    ofSource,
    ofPost: composed.words / Math.max(1, composed.allWords),
    address: source.canonical ?? source.address,
  });
  await tx.db
    .updateTable('republication')
    .set({
      capture_id: capture.id,
      via_source_id: await viaSource(tx, site.id, wanted.via),
      ...saidColumns(wanted),
      ...(wanted.mode !== 'translation' && { translator: '' }),
      index_policy: wanted.indexPolicy ?? policy,
    })
    .where('site_id', '=', site.id)
    .where('post_id', '=', saved.id)
    .where('key', '=', partKey)
    .execute();
  return { ok: true, id: saved.id };
}

/** By what the republished part is known in its post. */
const partKey = 'text';

type Composed = {
  readonly ok: true;
  readonly document: Document;
  /** Whether the post is the republished text alone. */
  readonly alone: boolean;
  readonly words: number;
  readonly allWords: number;
};

function compose(source: Source, wanted: DraftWanted): Composed | DraftRefused {
  const texts = [wanted.before, wanted.text, wanted.after].map((text) =>
    parseMarkdown(text, { limit: 'writer' }),
  );
  for (const parsed of texts) if (!parsed.ok) return { ok: false, reason: parsed.reason };
  const [before = [], text = [], after = []] = texts.map((parsed) =>
    parsed.ok ? contentOf(parsed.document) : [],
  );
  if (text.length === 0) return { ok: false, reason: 'no-text' };
  const part: BlockNode = {
    type: 'republished',
    attrs: {
      key: partKey,
      source: source.id,
      mode: wanted.mode,
      ...(wanted.lang !== null && { lang: wanted.lang }),
    },
    content: text.filter((block) => block.type !== 'more' && block.type !== 'pageBreak'),
  };
  const document: Document = { type: 'doc', content: [...before, part, ...after] };
  return {
    ok: true,
    document,
    alone: before.length + after.length === 0,
    words: countWords(plainText({ type: 'doc', content: [part] }).text),
    allWords: countWords(plainText(document).text),
  };
}

function contentOf(document: Document): Document['content'] {
  return plainText(document).text.trim() === '' && document.content.every(({ type }) => type === 'paragraph')
    ? []
    : document.content;
}

export function countWords(text: string): number {
  return text.split(/\s+/).filter(Boolean).length;
}

/** What the writer confirmed about the source; what was left empty stays as it was. */
async function tell(tx: Transaction, siteId: number, source: Source, wanted: DraftWanted, now: string) {
  const said = {
    title: wanted.title,
    author: wanted.author,
    publisher: wanted.publisher,
    published: wanted.published,
    lang: wanted.mode === 'translation' ? null : wanted.lang,
    licence: wanted.licence,
    legalBasis: wanted.legalBasis,
    permission: wanted.permission,
  };
  // A translation has a title of its own.
  const known = Object.entries(said).filter(
    ([name, value]) =>
      value !== null && value.trim() !== '' && !(name === 'title' && wanted.mode === 'translation'),
  );
  await updateSource(tx, siteId, source.id, Object.fromEntries(known), { now });
}
