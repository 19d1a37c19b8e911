import { type Token, Tokenizer, TokenizerMode } from 'parse5';

/** What a page consists of, in order; content that is no markup comes as text. */
export type Listener = {
  readonly start: (tag: Token.TagToken, foreign: boolean) => void;
  readonly end: (name: string) => void;
  readonly text: (text: string) => void;
  readonly doctype?: (doctype: Token.DoctypeToken) => void;
};

/** Elements whose content is no markup where scripts do not run; the tree builder of a browser tells its tokenizer so. */
const content: Readonly<Record<string, Tokenizer['state']>> = {
  title: TokenizerMode.RCDATA,
  textarea: TokenizerMode.RCDATA,
  script: TokenizerMode.SCRIPT_DATA,
  style: TokenizerMode.RAWTEXT,
  xmp: TokenizerMode.RAWTEXT,
  iframe: TokenizerMode.RAWTEXT,
  noembed: TokenizerMode.RAWTEXT,
  noframes: TokenizerMode.RAWTEXT,
  plaintext: TokenizerMode.PLAINTEXT,
};

/** Elements that end a drawing or a formula in which they stand (HTML, "in foreign content"). */
const endsForeign =
  /^(?:b|big|blockquote|body|br|center|code|dd|div|dl|dt|em|embed|h[1-6]|head|hr|i|img|li|listing|menu|meta|nobr|ol|p|pre|ruby|s|small|span|strong|strike|sub|sup|table|tt|u|ul|var)$/;

/** Reads HTML token by token: a page of any nesting takes no longer than its length. */
export function readTokens(html: string, listener: Listener): void {
  let foreign = 0;
  const text = ({ chars }: { readonly chars: string }) => listener.text(chars);
  const tokenizer = new Tokenizer(
    {},
    {
      onStartTag: (tag) => {
        const { tagName: name, selfClosing } = tag;
        if (foreign > 0 && endsForeign.test(name)) foreign = 0;
        const own = content[name];
        const empty = foreign > 0 && selfClosing;
        if (own !== undefined && !empty) tokenizer.state = own;
        listener.start(tag, foreign > 0);
        if ((name === 'svg' || name === 'math') && !selfClosing) foreign++;
        tokenizer.inForeignNode = foreign > 0;
      },
      onEndTag: ({ tagName }) => {
        if ((tagName === 'svg' || tagName === 'math') && foreign > 0) foreign--;
        tokenizer.inForeignNode = foreign > 0;
        listener.end(tagName);
      },
      onCharacter: text,
      onWhitespaceCharacter: text,
      onNullCharacter: () => undefined,
      onComment: () => undefined,
      onDoctype: (doctype) => listener.doctype?.(doctype),
      onEof: () => undefined,
    },
  );
  tokenizer.write(html, true);
}
