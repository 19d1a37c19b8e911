import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { renderHtml } from '../../document/index.ts';
import { convert } from './convert.ts';

function made(
  body: string,
  options: { liquid?: boolean; hugo?: boolean; format?: 'markdown' | 'html' } = {},
) {
  const values: Record<string, string> = {
    'page.title': 'Lamps',
    image: '/a b.png',
    'site.title': 'The site',
  };
  const result = convert(body, {
    format: 'markdown',
    liquid: true,
    hugo: true,
    ...options,
    variable: (name) => values[name],
  });
  assert.ok(result.ok, JSON.stringify(result));
  const html = String(renderHtml(result.document, {}));
  return {
    html,
    document: result.document,
    losses: result.losses.map(({ what, kept }) => `${what} → ${kept}`),
  };
}

/** What it becomes, without a loss. */
function whole(body: string): string {
  const { html, losses } = made(body);
  assert.deepEqual(losses, [], body);
  return html;
}

describe('A shortcode or template tag', () => {
  it('for a picture is a picture, in every program’s words', () => {
    for (const call of [
      '{{< figure src="/a.png" alt="A" >}}',
      '{{< img src=`/a.png` alt="A" />}}',
      "{{% image '/a.png' 'A' %}}",
      '{% image "/a.png" "A" %}',
      '{% image_with_class "/a.png" "width-500px" "A" %}',
      '{% image "/a.png", "A", "100vw" %}',
      '{% include components/Figure.html src="/a.png" alt="A" %}',
      '{% include "linked-figure.html",\n  image: "/a.png",\n  alt: "A" %}',
      '{% picture /a.png --alt A %}'.replace('--alt A', 'alt="A"'),
    ]) {
      const [block] = made(call).document.content;
      assert.deepEqual(block, { type: 'image', attrs: { src: '/a.png', alt: 'A' } }, call);
    }
  });

  it('for a picture keeps its caption, its credit, its link, its size and its side', () => {
    const [block] = made(
      '{{< figure src="a b.png" caption="*One*" attr="Ada" attrlink="https://ada.example/" link="/big" width="300px" class="img float-right" >}}',
    ).document.content;
    assert.ok(block?.type === 'image');
    assert.deepEqual(block.attrs, { src: 'a%20b.png', href: '/big', align: 'right', width: 300 });
    assert.match(
      whole('{{< figure src="a.png" caption="*One*" attr="Ada" attrlink="https://ada.example/" >}}'),
      /<figcaption><em>One<\/em> <a href="https:\/\/ada\.example\/">Ada<\/a><\/figcaption>/,
    );
  });

  it('stands where it stood: in a link, in a list, between words, in a heading, in a table', () => {
    assert.deepEqual(made('[{{< img src="/a.png" >}}](/big.png)').document.content, [
      { type: 'image', attrs: { src: '/a.png', href: '/big.png' } },
    ]);
    assert.match(
      whole('- one\n- two\n  {{< img src="/a.png" >}}\n- three'),
      /<li><p>two<\/p><figure>|<li>two<figure>|two[\s\S]{0,8}<figure><img src="\/a\.png"[\s\S]*<li>three/,
    );
    assert.match(
      whole('Before {{< img src="/a.png" >}} after.'),
      /<p>Before<\/p>\s*<figure><img src="\/a\.png"[\s\S]*<p>after\.<\/p>/,
    );
    assert.match(
      whole('## An {{< img src="/i.png" alt="icon" >}} heading'),
      /<h2[^>]*>An <img src="\/i\.png"[^>]*> heading<\/h2>/,
    );
    assert.match(
      whole('| a | b |\n|---|---|\n| {% image "/a.png" "A" %} | x |'),
      /<td>[\s\S]*<img src="\/a\.png"/,
    );
  });

  it('for something of elsewhere is an embed, or a link to it', () => {
    for (const [call, url] of [
      ['{{< youtube abcdefghijk >}}', 'https://www.youtube.com/watch?v=abcdefghijk'],
      ['{{< youtube id="abcdefghijk" title="T" >}}', 'https://www.youtube.com/watch?v=abcdefghijk'],
      ['{% include youtube.html id="abcdefghijk" %}', 'https://www.youtube.com/watch?v=abcdefghijk'],
      [
        '{{ "https://www.youtube-nocookie.com/embed/abcdefghijk" | embed: "T" }}',
        'https://www.youtube.com/watch?v=abcdefghijk',
      ],
      ['{{< vimeo 146022717 >}}', 'https://vimeo.com/146022717'],
      [
        '{{< tweet user="ada" id="877500564405444608" >}}',
        'https://twitter.com/ada/status/877500564405444608',
      ],
    ] as const) {
      assert.deepEqual(made(call).document.content, [{ type: 'embed', attrs: { url } }], call);
    }
    const gist = made('{{< gist ada 0123abc >}}');
    assert.match(gist.html, /<a href="https:\/\/gist\.github\.com\/ada\/0123abc">/);
    assert.equal(gist.losses.length, 1);
  });

  it('for code is code, untouched', () => {
    assert.match(
      whole('{% highlight ruby linenos %}\nputs "*a*"\n\n  b\n{% endhighlight %}'),
      /<pre[^>]*><code class="language-ruby">puts "\*a\*"\n\n {2}b<\/code><\/pre>/,
    );
    assert.match(whole('{{< highlight go >}}\nx := "{{ y }}"\n{{< /highlight >}}'), /x := "\{\{ y \}\}"/);
  });

  it('that encloses text is a group, a quote, details', () => {
    assert.match(whole('{{% notice tip %}}\nBe *quick*.\n{{% /notice %}}'), /Be <em>quick<\/em>\./);
    assert.match(
      whole('{{< quote-block text="Trust." cite="Lincoln" >}}'),
      /<blockquote>\s*<p>Trust\.<\/p>[\s\S]*Lincoln/,
    );
    assert.match(
      whole('{{< details summary="More" >}}\n**Hidden**\n{{< /details >}}'),
      /<details>\s*<summary>More<\/summary>[\s\S]*<strong>Hidden<\/strong>/,
    );
    assert.match(
      whole('{{< box >}}\n{{< box >}}\ninner {{< img src="/a.png" >}}\n{{< /box >}}\nouter\n{{< /box >}}'),
      /inner[\s\S]*\/a\.png[\s\S]*outer/,
    );
  });

  it('that nobody knows stays as it is written, or gives its text, and is told', () => {
    const alone = made('Text {{< seismograph id="3" >}} goes on.');
    assert.match(alone.html, /<p>Text <code>\{\{&lt; seismograph id="3" &gt;\}\}<\/code> goes on\.<\/p>/);
    assert.deepEqual(alone.losses, ['shortcode or tag {{< seismograph id="3" >}} → as it is written']);
    const around = made('{% callout_x title="Look" %}\nIn *it*.\n{% endcallout_x %}');
    assert.match(around.html, /<strong>Look<\/strong>[\s\S]*In <em>it<\/em>\./);
    assert.deepEqual(around.losses, ['shortcode callout_x → its text']);
  });

  it('in code is shown, not called, and no loss', () => {
    assert.match(
      whole('```\n{{< unknown >}} {% unknown %} {{ unknown }}\n```'),
      /\{\{&lt; unknown &gt;\}\} \{% unknown %\} \{\{ unknown \}\}/,
    );
    assert.match(whole('`{{</* figure src="x" */>}}`'), /<code>\{\{&lt; figure src="x" &gt;\}\}<\/code>/);
    assert.match(whole('{% raw %}`{{ a }}`{% endraw %}'), /<code>\{\{ a \}\}<\/code>/);
    assert.match(made('```\n{{ a }} {% b %}\n```', { liquid: false }).html, /\{\{ a \}\} \{% b %\}/);
  });

  it('for a value is the value', () => {
    assert.equal(whole('{{ page.title }} on {{ site.title | upcase }}'), '<p>Lamps on THE SITE</p>');
    assert.match(
      whole('[x]({{ "/a/" | url }}) ![i]({{ image | url }})'),
      /href="\/a\/"[\s\S]*src="\/a%20b\.png"/,
    );
    assert.match(whole('{% comment %}no {{ x }}{% endcomment %}yes{# no #}'), /^<p>yes<\/p>$/);
  });

  it('for another post is a link that is settled later', () => {
    assert.match(
      whole('[a]({{< ref "b.md#c" >}} "T") and [d]({% post_url 2016-05-08-e %})'),
      /href="\/-\/import\/b\.md#c" title="T"[\s\S]*href="\/-\/import\/2016-05-08-e"/,
    );
  });
});

describe('Kramdown', () => {
  it('has its classes left out and its anchors kept', () => {
    assert.match(
      whole('## Title {#the-anchor}\n{: .wide}\n\n[a](/b){:target="_blank"} *c*{: .d}\n\n* TOC\n{:toc}'),
      /^<h2 id="the-anchor">Title<\/h2>\s*<p><a href="\/b">a<\/a> <em>c<\/em><\/p>$/,
    );
    assert.match(whole('```\n{: .kept}\n## a {#b}\n```'), /\{: \.kept\}\n## a \{#b\}/);
  });
});

describe('Any text', () => {
  it('is taken without a mark of the program in it, whatever calls stand in it', () => {
    const part = fc.constantFrom(
      'text ',
      '\n\n',
      '\n',
      '# ',
      '- ',
      '    ',
      '`',
      '```\n',
      '<div>',
      '</div>',
      '[a](',
      ')',
      '![',
      '](',
      '{{< ',
      ' >}}',
      '{{% ',
      ' %}}',
      '{{</* ',
      ' */>}}',
      '{% ',
      ' %}',
      '{{ ',
      ' }}',
      '{% raw %}',
      '{% endraw %}',
      '{% highlight js %}',
      '{% endhighlight %}',
      'box',
      '/box',
      'img src="/a.png"',
      'figure src="/b.png" caption="*c* {{< box >}}"',
      'youtube abcdefghijk',
      'ref "x"',
      '"',
      '|',
      ' | url',
      'vbz0zbv',
      '{#',
      '#}',
      '{: .a}',
      '<img alt="{{ x }}" src="{{ "/y" | url }}">',
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 14 }), (parts) => {
        const body = parts.join('');
        const result = convert(body, {
          format: 'markdown',
          liquid: true,
          hugo: true,
          variable: () => undefined,
        });
        assert.ok(result.ok);
        const json = JSON.stringify(result.document);
        assert.doesNotMatch(
          body.includes('vbz') ? json.replaceAll('vbz0zbv', '') : json,
          /vbzq*\d+zbv|\uE000/,
          body,
        );
      }),
      { numRuns: 1000 },
    );
  });
});
