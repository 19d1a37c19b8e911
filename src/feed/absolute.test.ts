import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { absoluteHtml, recordingsIn } from './absolute.ts';

const page = 'https://blog.example/2026/05/a-post/';
const made = (html: string) => absoluteHtml(html, page);

describe('HTML for a feed', () => {
  it('has absolute addresses, whatever kind they were', () => {
    assert.equal(made('<a href="/about/">a</a>'), '<a href="https://blog.example/about/">a</a>');
    assert.equal(
      made('<img alt="x" src="photo.jpg"/>'),
      '<img alt="x" src="https://blog.example/2026/05/a-post/photo.jpg"/>',
    );
    assert.equal(made('<a href="//cdn.example/x">a</a>'), '<a href="https://cdn.example/x">a</a>');
    assert.equal(made('<a href="?a=1&amp;b=2">a</a>'), `<a href="${page}?a=1&amp;b=2">a</a>`);
  });

  it('leads from notes to the post that has them', () => {
    assert.equal(made('<a href="#note-1">1</a>'), `<a href="${page}#note-1">1</a>`);
  });

  it('leaves absolute addresses of every scheme as they are', () => {
    for (const url of [
      'https://other.example/',
      'mailto:a@b.example',
      'tel:+123',
      'data:image/png;base64,AA==',
    ]) {
      assert.equal(made(`<a href="${url}">a</a>`), `<a href="${url}">a</a>`);
    }
  });

  it('has every candidate of a srcset absolute', () => {
    assert.equal(
      made('<img srcset="/a-1.webp 480w, /a-2.webp 960w" src="/a.jpg">'),
      '<img srcset="https://blog.example/a-1.webp 480w, https://blog.example/a-2.webp 960w" src="https://blog.example/a.jpg">',
    );
  });

  it('takes text for text, in elements and in attributes', () => {
    const text = '<p title="a > b, src=&quot;/x&quot;">Write href="/about/" and &lt;img src="/y"&gt;</p>';
    assert.equal(made(text), text);
    assert.equal(
      made('<img alt="1 > 0" src="/a.jpg">'),
      '<img alt="1 > 0" src="https://blog.example/a.jpg">',
    );
  });

  it('tells its recordings, each once', () => {
    const html =
      '<audio controls src="https://a.example/1.mp3"></audio><video><source src="https://a.example/2.webm"><source src="https://a.example/2.webm"></video><img src="https://a.example/3.jpg">';
    assert.deepEqual(recordingsIn(html), ['https://a.example/1.mp3', 'https://a.example/2.webm']);
  });
});
