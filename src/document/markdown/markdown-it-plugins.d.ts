declare module 'markdown-it-footnote' {
  import type { MarkdownIt } from 'markdown-it';

  /** Adds `[^1]`, `[^1]: …` and `^[…]` to a Markdown parser. */
  const plugin: (markdown: MarkdownIt) => void;
  export default plugin;
}

declare module 'markdown-it-deflist' {
  import type { MarkdownIt } from 'markdown-it';

  /** Adds `Term` / `: Description` to a Markdown parser. */
  const plugin: (markdown: MarkdownIt) => void;
  export default plugin;
}
