import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sample } from '../../src/media/sample.ts';
import { storeMedia } from '../../src/media/save.ts';
import { openBlog } from '../support/blog.ts';
import { assertValidHtml } from '../support/html.ts';
import { penOf } from '../support/pen.ts';

const picturePath = '/wp-content/uploads/quay & boats.png';

/** A blog with a picture that has a caption, and with the sizes and formats that were made of it. */
async function openPictured() {
  const blog = await openBlog();
  const stored = await storeMedia(blog.world, blog.site.id, {
    name: 'quay & boats.png',
    body: await sample(1000, 600).png().toBuffer(),
    alt: 'A quay',
    path: picturePath,
    caption: 'The quay in <1911>',
  });
  assert.ok(stored.ok);
  await blog.work();
  return { blog, pen: penOf(blog), pictureId: stored.media.id, [Symbol.asyncDispose]: () => blog.close() };
}

const leads = (html: string) => html.match(/<figure class="lead">/g)?.length ?? 0;
const address = '/2026/05/20/a-post/';
const publishedAt = '2026-05-20T08:00:00.000Z';

describe('The picture of a post', () => {
  it('stands above the text in the best format, with its caption', async () => {
    await using place = await openPictured();
    const { blog, pen, pictureId } = place;
    await pen.post({ publishedAt, pictureId });
    const { text } = await blog.get(address);
    await assertValidHtml(text, 'post');
    assert.match(
      text,
      /<figure class="lead"><picture><source type="image\/avif" srcset="[^"]+480w[^"]+\.avif 480w/,
    );
    assert.match(text, /<figcaption dir="auto">The quay in &lt;1911&gt;<\/figcaption>/);
  });

  it('is not shown twice where the text begins with it', async () => {
    await using place = await openPictured();
    const { blog, pen, pictureId } = place;
    const image = `![A quay](<${picturePath}>)`;
    const id = await pen.post({ publishedAt, pictureId, text: `${image}\n\nWords.` });
    const first = (await blog.get(address)).text;
    assert.equal(leads(first), 0);
    assert.match(first, /<figure><picture><source type="image\/avif"[^>]+><img src="[^"]+boats/);
    await pen.change(id, { text: `Words.\n\n${image}` });
    assert.equal(leads((await blog.get(address)).text), 1);
  });

  it('stands on the first page only of a post of several', async () => {
    await using place = await openPictured();
    const { blog, pen, pictureId } = place;
    await pen.post({ publishedAt, pictureId, text: 'One.\n\n<!--nextpage-->\n\nTwo.' });
    assert.equal(leads((await blog.get(address)).text), 1);
    assert.equal(leads((await blog.get(`${address}2/`)).text), 0);
  });
});
