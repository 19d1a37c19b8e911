import fc from 'fast-check';

/** Text in all its forms; about half of it plain words. */
export const anyText: fc.Arbitrary<string> = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...words()) },
  { weight: 2, arbitrary: fc.string({ unit: 'grapheme', maxLength: 12 }) },
  { weight: 2, arbitrary: fc.string({ unit: fc.constantFrom(...markup()), maxLength: 8 }) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 6 }) },
);

function words(): string[] {
  return [
    'word',
    'two words',
    ' led by a space',
    'ended by one ',
    'سلام عليكم',
    'שלום',
    'Пётр и ёж',
    '日本語の文',
    '1. not a list',
    '- not a list',
    '# not a heading',
    '> not a quote',
    'a_b_c and *stars* and **more**',
    '`code` and ``more``',
    '[link](http://example.org/) ![x](y)',
    'https://example.org/path_(x)?a=b&c=d#e and www.example.org and me@example.org',
    '<b>tag</b> &amp; &lt; &nbsp;',
    '$x$ and $$y$$ cost $5 and $6',
    '| a | b |',
    '~~gone~~ ~one~ ==mark== ^up^',
    'line\nline\n\nline',
    'tab\there',
    '[^1] and ^[note] and [^1]: def',
    ': definition',
    '---',
    '===',
    '```',
    '{#id} {.class}',
    'back\\slash \\* end\\',
    'é́ ﷺ 👩‍👩‍👧 \u200f\u200e',
    '  two   spaces  ',
    '&#x3c; &quot;',
    '+ plus',
    '1) one',
    '-->',
    '<!--more-->',
    '</p></div></script>',
    'no\u00a0break',
    'http://youtu.be/abcdefgh',
    '"quotes" \'single\'',
  ];
}

function markup(): string[] {
  return [...'*_`~[]()<>!#-+=|$^&;:{}\\/"\'.1a \n\t'];
}

/** HTML for raw blocks, from harmless to broken. */
export function rawHtml(): fc.Arbitrary<string> {
  const pieces = fc.constantFrom(
    '<p>one</p>',
    '<p>',
    '</p>',
    '<ruby>漢<rt>kan</rt></ruby>',
    '<div class="callout" id="x" style="color:red" onclick="x()">',
    '</div>',
    '<table><tr><td>',
    '</table>',
    '<b>',
    '</b>',
    '<i>',
    '</i>',
    '<a href="https://example.org/?a=1&b=2">',
    '</a>',
    '<pre>\n\ncode',
    '</pre>',
    '<script>alert(1)</script>',
    '<svg><style><img src=x onerror=alert(1)></style></svg>',
    '<img src="/a.png" alt="a &quot;b&quot;">',
    '<ul><li>a<li>b',
    '</ul>',
    '<!-- comment -->',
    '<button>',
    '<select><option>x',
    '<h2>',
    '<details><summary>s',
    '&lt;b&gt; &amp;amp; &nbsp;',
    '\n\n',
    '<form><input name=x>',
  );
  return fc
    .array(fc.oneof({ weight: 4, arbitrary: pieces }, { weight: 1, arbitrary: anyText }), { maxLength: 7 })
    .map((parts) => parts.join(''));
}
