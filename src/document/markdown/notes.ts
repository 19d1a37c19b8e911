import type { StateCore, Token } from 'markdown-it';

/** What the footnote plugin gathers while it parses. */
export type NotesEnvironment = {
  footnotes?: {
    /** The number of each label, `:` before it; negative when nothing refers to it. */
    readonly refs?: Readonly<Record<string, number>>;
    readonly list?: readonly GatheredNote[];
  };
};

type GatheredNote = { readonly label?: string; readonly content?: string; readonly tokens?: Token[] };

/**
 * Moves the content of footnotes behind the text. Stands in for the plugin's own rule, whose time grows
 * with the square of their number.
 */
export function notesLast(state: StateCore): void {
  const { footnotes } = state.env as NotesEnvironment;
  if (footnotes === undefined) return;
  const bodies = takeBodies(state);
  if (footnotes.list === undefined) return;
  state.tokens.push(new state.Token('footnote_block_open', 'section', 1));
  for (const [id, note] of footnotes.list.entries()) {
    const opening = new state.Token('footnote_open', 'li', 1);
    opening.meta = { id };
    state.tokens.push(opening);
    const body = note.tokens === undefined ? bodies.get(note.label ?? '') : paragraphOf(note, state);
    for (const token of body ?? []) state.tokens.push(token);
    state.tokens.push(new state.Token('footnote_close', 'li', -1));
  }
  state.tokens.push(new state.Token('footnote_block_close', 'section', -1));
}

/** Takes the definitions out of the text, by label. */
function takeBodies(state: StateCore): Map<string, readonly Token[]> {
  const bodies = new Map<string, Token[]>();
  let current: Token[] | undefined;
  state.tokens = state.tokens.filter((token) => {
    if (token.type === 'footnote_reference_open') {
      current = [];
      bodies.set(String((token.meta as { readonly label: unknown }).label), current);
      return false;
    }
    if (token.type === 'footnote_reference_close') {
      current = undefined;
      return false;
    }
    current?.push(token);
    return current === undefined;
  });
  return bodies;
}

/** A note written in the line is one paragraph. */
function paragraphOf(note: GatheredNote, state: StateCore): readonly Token[] {
  const inline = new state.Token('inline', '', 0);
  inline.children = note.tokens ?? [];
  inline.content = note.content ?? '';
  const opening = new state.Token('paragraph_open', 'p', 1);
  const closing = new state.Token('paragraph_close', 'p', -1);
  opening.block = true;
  closing.block = true;
  return [opening, inline, closing];
}
