import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Document, parseHtml, parseMarkdown, renderMarkdown } from '../document/index.ts';
import { findQuotations } from '../quotation/find/find.ts';
import { bindWords } from './bind.ts';
import { textWith } from './text.ts';

const binding = { cite: 'https://a.example/', source: 12, speaker: 'ann-roe', said: '2016-05' };

function documentOf(markdown: string): Document {
  const parsed = parseMarkdown(markdown, { limit: 'writer' });
  assert.ok(parsed.ok);
  return parsed.document;
}

/** Binds the first quotation of a text, and answers the text that says so, or why not. */
function bound(markdown: string): string {
  const document = documentOf(markdown);
  const [found] = findQuotations(document);
  assert.ok(found, 'nothing is quoted');
  const made = bindWords(document, found, binding);
  return made.ok ? renderMarkdown(made.document).trim() : made.reason;
}

const attributes = '{cite=https://a.example/ source=12 speaker=ann-roe said=2016-05}';

describe('Binding words', () => {
  it('puts them into an element, without the marks around them', () => {
    assert.equal(
      bound('Ann Roe said: “We *stay* here.” Then she left.'),
      `Ann Roe said: :quote[We _stay_ here.]${attributes} Then she left.`,
    );
    assert.equal(bound('« Nous restons », a dit Ann.'), `:quote[Nous restons]${attributes}, a dit Ann.`);
  });

  it('leaves those alone that stand beside them', () => {
    assert.equal(
      bound('“One two,” said Ann. “Three four,” said Bob.'),
      `:quote[One two,]${attributes} said Ann. “Three four,” said Bob.`,
    );
  });

  it('binds the whole of a block, whatever stands in it', () => {
    const document = documentOf('Ann said:\n\n> One.\n>\n> - Two.\n\nEnd.');
    const [found] = findQuotations(document);
    assert.ok(found);
    const made = bindWords(document, found, binding);
    assert.ok(made.ok);
    const quote = made.document.content[1];
    assert.deepEqual(quote?.type === 'quote' && { ...quote.attrs }, binding);
    assert.equal(quote?.type === 'quote' && quote.content?.length, 2);
  });

  it('makes a block of whole paragraphs, each without the mark that opens it', () => {
    const made = bound('Ann said:\n\n“One.\n\n“Two.”\n\nEnd.');
    assert.match(made, /^Ann said:\n\n:::quotation\{[^}]*source=12[^}]*\}\nOne\.\n\nTwo\.\n:::\n\nEnd\.$/);
    assert.equal(bound('Ann said: “One.\n\n“Two.” And she went.'), 'spread');
  });

  it('keeps what an element says already', () => {
    const parsed = parseHtml('<p>Ann said <q cite="https://old.example/">we <em>stay</em> here</q>.</p>', {
      limit: 'writer',
    });
    assert.ok(parsed.ok);
    const [found] = findQuotations(parsed.document);
    assert.ok(found);
    const made = bindWords(parsed.document, found, { source: 12 });
    assert.ok(made.ok);
    assert.match(
      renderMarkdown(made.document),
      /^Ann said :quote\[we _stay_ here\]\{cite=https:\/\/old\.example\/ source=12\}\.\n$/,
    );
  });
});

describe('The text that was written', () => {
  const written = (format: 'markdown' | 'html', text: string) => {
    const parsed =
      format === 'markdown' ? parseMarkdown(text, { limit: 'writer' }) : parseHtml(text, { limit: 'writer' });
    assert.ok(parsed.ok);
    const [found] = findQuotations(parsed.document);
    assert.ok(found);
    const made = bindWords(parsed.document, found, binding);
    assert.ok(made.ok);
    return textWith({ format, text }, made.document, found, binding)?.text;
  };

  it('stays to the letter but for the words that were bound', () => {
    assert.equal(
      written('markdown', 'A  *odd*   way\nto write\n=====\n\n* Ann said: "we stay"\n* __Bold__'),
      `A  *odd*   way\nto write\n=====\n\n* Ann said: :quote[we stay]${attributes}\n* __Bold__`,
    );
    assert.match(
      written('html', '<!-- wp:paragraph --><p class="x">Ann said: “we stay”</p><!-- /wp:paragraph -->') ??
        '',
      /^<!-- wp:paragraph --><p class="x">Ann said: <q cite="https:\/\/a\.example\/"[^>]*>we stay<\/q><\/p><!-- \/wp:paragraph -->$/,
    );
  });

  it('is made anew where the words stand in it another way, or twice', () => {
    assert.equal(
      written('markdown', 'Ann said: “we *stay* here”\n\n* * *'),
      `Ann said: :quote[we _stay_ here]${attributes}\n\n***\n`,
    );
    assert.match(
      written('markdown', 'Ann said: “we stay”. Bob said: “we stay”.') ?? '',
      /^Ann said: :quote\[we stay\]\{.*Bob said: “we stay”\.\n$/,
    );
  });
});
