import { Tokenizer, TokenizerMode } from 'parse5';

/** What the head of a page tells about it. */
export type PageHead = {
  /** Address of its oEmbed answer in JSON, as written (it may be relative). */
  readonly oEmbed: string | undefined;
  readonly title: string | undefined;
  /** OpenGraph and Twitter properties and plain `meta` names, the first of each. */
  readonly meta: ReadonlyMap<string, string>;
};

/**
 * Reads the head of a page, token by token: a page of any nesting takes no longer than its length.
 * Sections: oEmbed 1.0, 4 (discovery); The Open Graph protocol, basic metadata.
 */
export function readHead(html: string): PageHead {
  const meta = new Map<string, string>();
  let oEmbed: string | undefined;
  let title: string | undefined;
  readTokens(html, {
    start: (name, attributes) => {
      if (name === 'link' && isOEmbed(attributes)) oEmbed ??= attributes.get('href');
      if (name !== 'meta') return;
      const property = (attributes.get('property') ?? attributes.get('name'))?.toLowerCase();
      const content = attributes.get('content');
      if (property !== undefined && content !== undefined && !meta.has(property)) meta.set(property, content);
    },
    text: (text, inside) => {
      if (inside === 'title') title = (title ?? '') + text;
    },
    stopAt: 'body',
  });
  return { oEmbed, title, meta };
}

/** The text of a fragment of HTML, its paragraphs and lines joined by spaces. */
export function textOf(html: string, within?: string): string {
  let text = '';
  let depth = within === undefined ? 1 : 0;
  readTokens(html, {
    start: (name) => {
      if (name === within) depth++;
      text += /^(?:p|br|div|li|blockquote)$/.test(name) ? ' ' : '';
    },
    end: (name) => {
      if (name === within) depth = Math.max(0, depth - 1);
    },
    text: (more, inside) => {
      if (depth > 0 && inside !== 'script' && inside !== 'style') text += more;
    },
  });
  return text;
}

function isOEmbed(attributes: ReadonlyMap<string, string>): boolean {
  const rel = (attributes.get('rel') ?? '').toLowerCase().split(/\s+/);
  const type = (attributes.get('type') ?? '').toLowerCase();
  return rel.includes('alternate') && /^(?:application|text)\/json\+oembed$/.test(type);
}

type Listener = {
  readonly start: (name: string, attributes: ReadonlyMap<string, string>) => void;
  readonly end?: (name: string) => void;
  readonly text: (text: string, inside: string) => void;
  readonly stopAt?: string;
};

/** Elements whose content is no markup; the tree builder of a browser tells its tokenizer so. */
const rawText: Readonly<Record<string, Tokenizer['state']>> = {
  title: TokenizerMode.RCDATA,
  textarea: TokenizerMode.RCDATA,
  script: TokenizerMode.SCRIPT_DATA,
  style: TokenizerMode.RAWTEXT,
  noscript: TokenizerMode.RAWTEXT,
  iframe: TokenizerMode.RAWTEXT,
};

function readTokens(html: string, listener: Listener): void {
  let inside = '';
  let stopped = false;
  const write = ({ chars }: { chars: string }) => {
    if (!stopped) listener.text(chars, inside);
  };
  const tokenizer = new Tokenizer(
    {},
    {
      onStartTag: (tag) => {
        if (tag.tagName === listener.stopAt) stopped = true;
        const raw = rawText[tag.tagName];
        if (raw !== undefined) {
          tokenizer.state = raw;
          inside = tag.tagName;
        }
        if (!stopped) listener.start(tag.tagName, new Map(tag.attrs.map(({ name, value }) => [name, value])));
      },
      onEndTag: (tag) => {
        if (tag.tagName === inside) inside = '';
        if (!stopped) listener.end?.(tag.tagName);
      },
      onCharacter: write,
      onWhitespaceCharacter: write,
      onNullCharacter: () => undefined,
      onComment: () => undefined,
      onDoctype: () => undefined,
      onEof: () => undefined,
    },
  );
  tokenizer.write(html, true);
}
