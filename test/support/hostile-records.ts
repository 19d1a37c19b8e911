import assert from 'node:assert/strict';
import { captureFile } from '../../src/capture/file.ts';
import { decide } from '../../src/capture/replay/decide.ts';
import { requestCapture } from '../../src/capture/save.ts';
import { parseDocument, renderMarkdown } from '../../src/document/index.ts';
import { loadWrite } from '../../src/post/load.ts';
import { createPost, updatePost } from '../../src/post/save.ts';
import { readSource as readPostSource } from '../../src/post/source.ts';
import { saveDraft } from '../../src/quotation/draft.ts';
import { vouch } from '../../src/quotation/override.ts';
import { type DraftWanted, makeDraft } from '../../src/republish/draft.ts';
import { changeOffer } from '../../src/republish/save.ts';
import { redactVersions } from '../../src/revision/save-publication.ts';
import { createSource, ensureSource } from '../../src/source/save.ts';
import { createSpeaker } from '../../src/speaker/save.ts';
import { attacks } from './hostile.ts';
import { type HostileSite, textAt, texts } from './hostile-site.ts';
import { penOf } from './pen.ts';
import { openSourceSite } from './source-site.ts';

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
/** On one line, and something: as a name would be. */
const nameAt = (index: number) => textAt(index).replace(/\s+/g, ' ').trim().slice(0, 200) || 'Nobody';

const spoken = 'We will never close the harbour, said the minister of the ports on Monday.';
const paragraph = `${spoken} ${'The speech went on for a while, and everybody listened to the end. '.repeat(6)}`;

/** A site whose pages are full of what runs, in their heads as in their words. */
export function openHostileSources() {
  const page = (index: number, body: string) =>
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${escaped(textAt(index))}</title>
<meta name="author" content="${escaped(textAt(index + 1))}"><meta property="og:site_name" content="${escaped(textAt(index + 2))}"><link rel="license" href="javascript:alert(1)">
<script type="application/ld+json">${JSON.stringify({ '@type': 'Article', headline: textAt(index + 3), author: { name: textAt(index + 4) } }).replaceAll('<', '\\u003c')}</script>
</head><body><main><article><h1>${escaped(textAt(index))}</h1><p>${paragraph}</p>${body}</article></main></body></html>`;
  return openSourceSite({
    '/text': page(0, texts.map((text) => `<p>${escaped(text)}</p>`).join('')),
    '/wild': page(8, attacks.slice(0, 200).join('</x>\n')),
    '/gone': { status: 404, body: `<title>${escaped(textAt(1))}</title>${escaped(textAt(1))}` },
  });
}

type Sources = Awaited<ReturnType<typeof openHostileSources>>;

/** What a site can be told about where its words come from, by writers and by pages that mean ill. */
export async function fillRecords(hostile: HostileSite, sources: Sources): Promise<void> {
  const { blog } = hostile;
  const { world, site } = blog;
  const now = world.clock.now().toISOString();
  const editor = await hostile.person('editor');
  await world.db.write(async (tx) => {
    await tx.db
      .updateTable('account')
      .set({ name: textAt(0) })
      .where('id', '=', editor.accountId)
      .execute();
    for (const index of texts.slice(0, 16).keys()) {
      const words = {
        title: textAt(index),
        publisher: textAt(index + 1),
        author: textAt(index + 2),
        licence: textAt(index + 3),
      };
      const rights = {
        legalBasis: textAt(index + 4),
        permission: textAt(index + 5),
        notes: textAt(index + 6),
      };
      const address =
        index % 3 === 0 ? null : `https://far.example/${encodeURIComponent(textAt(index))}?${textAt(index)}`;
      await createSource(
        tx,
        site.id,
        { ...words, ...rights, title: words.title || 'Untitled', address },
        { now },
      );
      await createSpeaker(
        tx,
        site.id,
        {
          names: [
            { text: nameAt(index), lang: 'en' },
            { text: nameAt(index + 1), lang: 'ar' },
          ],
          description: textAt(index + 2),
          url: `https://far.example/${encodeURIComponent(textAt(index))}`,
          roles: [{ title: nameAt(index), organisation: nameAt(index + 1), from: null, until: null }],
        },
        { now },
      );
    }
    for (const path of ['/text', '/wild', '/gone']) {
      const { id } = await ensureSource(tx, site.id, { address: sources.url(path) }, { now });
      await requestCapture(tx, site.id, { address: sources.url(path), sourceId: id, method: 'http' });
    }
  });
  await blog.work();
  await fillCaptures(hostile);
  await fillPosts(hostile, sources);
  await blog.work();
  await fillHistory(hostile);
  await blog.work();
}

/** Files under hostile names, failures with hostile reasons, copies that were taken down for hostile ones. */
async function fillCaptures({ blog, person }: HostileSite): Promise<void> {
  const { world, site } = blog;
  const { accountId } = await person('editor');
  for (const index of [0, 1, 2, 8]) {
    const bytes = Buffer.from(`<title>${textAt(index)}</title><h1>${textAt(index)}</h1><p>${paragraph}</p>`);
    const name = `${textAt(index)}.html`;
    const kept = await captureFile(world, site.id, {
      bytes,
      name,
      sourceId: 1 + index,
      by: accountId,
    });
    assert.ok(kept.ok);
    if (index === 8)
      await world.db.write((tx) =>
        decide(
          tx,
          site.id,
          kept.capture.id,
          { state: 'removed', askedBy: textAt(0), ground: textAt(1) },
          accountId,
        ),
      );
  }
  await world.db.write(async (tx) => {
    const { id } = await requestCapture(tx, site.id, {
      address: 'https://far.example/failed',
      sourceId: 2,
      method: 'http',
    });
    await tx.db.deleteFrom('job').where('kind', '=', 'capture.run').execute();
    await tx.db
      .updateTable('capture')
      .set({
        status: 'failed',
        reason: textAt(0),
        detail: textAt(1),
        title: textAt(2),
        mime: textAt(8),
        progress: textAt(1),
      })
      .where('id', '=', id)
      .execute();
  });
}

/** Quotations by every way in, words without a source, a text that is republished, and forms that were left. */
async function fillPosts(hostile: HostileSite, sources: Sources): Promise<void> {
  const { blog } = hostile;
  const { world, site } = blog;
  const { accountId } = await hostile.person('editor');
  const pen = penOf(blog);
  const address = sources.url('/text');
  for (const index of texts.slice(0, 12).keys()) {
    for (const [format, text] of [
      ['markdown', inMarkdown(address, index)],
      ['html', inHtml(address, index)],
    ] as const) {
      const read = readPostSource({ format, text });
      assert.ok(read.ok, `${format} ${index}`);
      const { document } = read;
      await world.db.write((tx) =>
        createPost(
          tx,
          site,
          {
            type: 'post',
            status: 'published',
            title: textAt(index),
            slug: `said-${index}-${format}`,
            authors: [],
            terms: [],
            document,
            source: { format, text },
          },
          { now: world.clock.now().toISOString(), by: accountId },
        ),
      );
    }
  }
  const quoted = {
    ...left,
    text: textAt(0),
    address,
    speaker: textAt(1),
    place: textAt(2),
    prefix: textAt(8),
  };
  await world.db.write((tx) =>
    saveDraft(tx, site.id, { accountId, address, fields: JSON.stringify(quoted) }),
  );
  await blog.work();
  const captures = await world.db.read
    .selectFrom('capture')
    .select(['id', 'source_id as sourceId'])
    .where('status', '=', 'done')
    .where('source_id', 'is not', null)
    .orderBy('id')
    .execute();
  for (const [index, capture] of captures.slice(0, 3).entries()) {
    const account = { id: accountId, login: 'editor', name: textAt(0) };
    const wanted: DraftWanted = {
      title: nameAt(index),
      author: textAt(index + 1),
      publisher: textAt(index + 2),
      published: null,
      lang: null,
      text: texts.join('\n\n'),
      before: textAt(index),
      after: textAt(index + 1),
      mode: 'excerpt',
      translator: textAt(index),
      via: textAt(index + 2),
      licence: textAt(index),
      legalBasis: textAt(index + 1),
      permission: textAt(index + 2),
      indexPolicy: null,
    };
    const made = await world.db.write((tx) =>
      makeDraft(tx, { site, account }, { capture, whole: { words: 1_000 } }, wanted),
    );
    assert.ok(made.ok, `${index}`);
    await pen.change(made.id, { status: 'published', slug: `again-${index}` });
    const offer = { offered: 'yes', licence: textAt(index), terms: textAt(index + 1) } as const;
    await world.db.write((tx) => changeOffer(tx, site.id, made.id, offer));
  }
}

/** What a form of a quotation has where nothing was written. */
const left = {
  said: '',
  lang: '',
  translation: '',
  translationLang: '',
  translator: '',
  suffix: '',
  shape: 'block',
  post: '',
};

/** As somebody writes who wants to get out of an attribute, and as what writes Markdown for us puts the same. */
function inMarkdown(cite: string, index: number): string {
  const [one, two, three] = [textAt(index), textAt(index + 1), textAt(index + 2)];
  const attrs = { cite, speaker: one, place: two, prefix: three, suffix: one, key: two };
  const content = [{ type: 'paragraph', content: [{ type: 'text', text: spoken }] }];
  const document = parseDocument(
    { type: 'doc', content: [{ type: 'quote', attrs, content }] },
    { limit: 'writer' },
  );
  return [
    ...(document.ok ? [renderMarkdown(document.document)] : []),
    `:::quotation{cite="${cite}" speaker="${one}" place="${two}" prefix="${three}" key=${one}}\n${spoken}\n:::`,
    `:quote[${one}]{cite="${cite}" speaker=${two} said=2026}`,
    `::::quotation{cite="${cite}" said=2026}\n${two}\n\n:::translation{lang=en by="${one}"}\n${three}\n:::\n::::`,
    `:::republished{source=1 mode=whole key="${one}"}\n${two}\n:::`,
    `${nameAt(index + 3)} said on 21 May 2016: “${nameAt(index)}”. [Via](${cite}) ${two}`,
  ].join('\n\n');
}

function inHtml(cite: string, index: number): string {
  const [one, two, three] = [textAt(index), textAt(index + 1), textAt(index + 2)].map(escaped);
  return `<blockquote cite="${cite}" data-quotation="${one}" data-source="1" data-speaker="${two}" data-said="2026" data-place="${three}" data-prefix="${one}"><p>${textAt(index)}</p><div data-translation data-translator="${one}" lang="en"><p>${textAt(index + 1)}</p></div></blockquote>
<p><q cite="${cite}" data-source="2" data-speaker="${one}" data-original="${two}" data-translator="${three}">${three}</q></p>
<section data-republished="${one}" data-source="1" data-mode="whole"><p>${textAt(index + 1)}</p></section>`;
}

/** Who vouches and why, what readers are told of changes, why a post was withdrawn and a version removed. */
async function fillHistory({ blog, person }: HostileSite): Promise<void> {
  const { world, site } = blog;
  const { accountId } = await person('editor');
  const quotations = await world.db.read
    .selectFrom('quotation')
    .select(['id', 'post_id'])
    .where('verdict', 'not in', ['exact', 'pending'])
    .orderBy('id')
    .limit(6)
    .execute();
  assert.ok(quotations.length > 3, `${quotations.length} quotations are not to the letter`);
  await world.db.write(async (tx) => {
    for (const [index, { id }] of quotations.entries())
      await vouch(tx, site.id, id, { by: textAt(index), accountId, reason: textAt(index + 1) });
    for (let id = 1; id <= 8; id++) {
      const write = await loadWrite(tx, site.id, id);
      assert.ok(write);
      blog.clock.advance('1 minute');
      const saver = { now: world.clock.now().toISOString(), by: accountId };
      const announcement = { note: textAt(id) || 'Changed.', correction: id % 2 === 0 };
      const status = id === 7 ? 'draft' : 'published';
      await updatePost(tx, site, id, { ...write, title: nameAt(id + 1), status }, { ...saver, announcement });
    }
    const now = world.clock.now().toISOString();
    await redactVersions(tx, site.id, 2, { versions: [1], now, notice: textAt(0) });
    await tx.db
      .updateTable('watched_link')
      .set({ reason: textAt(1), state: 'dead' })
      .where('href', 'like', '%/wild')
      .execute();
  });
}
