import type { MarkdownIt, StateCore, Token } from 'markdown-it';

/**
 * What Markdown programs add to blocks by marks in their text: `{#id}` behind a heading, `[x]` before an
 * item. Also turns the alignment of cells from a style into a class.
 */
export function marksInText(markdown: MarkdownIt): void {
  markdown.core.ruler.push('marks_in_text', (state) => {
    for (let i = 0; i < state.tokens.length; i++) {
      const token = state.tokens[i]!;
      if (token.type === 'heading_open') readAnchor(token, state.tokens[i + 1]);
      else if (token.type === 'list_item_open') readBox(state, i);
      else if (token.type === 'th_open' || token.type === 'td_open') alignByClass(token);
    }
  });
}

/** `{#id}`, or `{#id .class}` of which only the id is taken. */
function readAnchor(heading: Token, inline: Token | undefined): void {
  const last = inline?.children?.at(-1);
  if (last?.type !== 'text') return;
  const found = /\s*\{:?\s*#([^\s{}.]+)[^{}]*\}\s*$/.exec(last.content);
  if (found === null) return;
  heading.attrSet('id', found[1]!);
  last.content = last.content.slice(0, found.index);
}

function readBox(state: StateCore, at: number): void {
  const inline = state.tokens[at + 2];
  if (state.tokens[at + 1]?.type !== 'paragraph_open' || inline?.type !== 'inline') return;
  const found = /^\[([ xX])\](?=\s|$)\s?/.exec(inline.content);
  const first = inline.children?.[0];
  if (found === null || first?.type !== 'text' || !first.content.startsWith(`[${found[1]}]`)) return;
  first.content = first.content.slice(3).replace(/^\s/, '');
  const box = new state.Token('task_box', 'input', 0);
  box.attrs = [['type', 'checkbox']];
  if (found[1] !== ' ') box.attrs.push(['checked', '']);
  inline.children!.unshift(box);
}

function alignByClass(token: Token): void {
  const style = token.attrGet('style');
  if (style === null) return;
  token.attrs = (token.attrs ?? []).filter(([name]) => name !== 'style');
  const align = /text-align:\s*(\w+)/.exec(String(style))?.[1];
  if (align !== undefined) token.attrJoin('class', `text-${align}`);
}
