import type { MarkdownIt, StateBlock, StateInline, Token } from 'markdown-it';
import { bindingNames, inlineBindingNames, republishedNames, translationNames } from '../quotation.ts';
import { readDirectiveAttributes } from './directive-attributes.ts';

/**
 * Generic directives, of which three blocks and one mark are known: `:::quotation{…}`, `:::translation{…}` and
 * `:::republished{…}` up to a line of as many colons, `:quote[words]{…}`. Their tokens are the elements in which
 * HTML says the same, so that one reader reads both.
 */
export function directives(markdown: MarkdownIt): void {
  markdown.block.ruler.before('fence', 'directive', blockDirective, {
    alt: ['paragraph', 'reference', 'blockquote', 'list'],
  });
  markdown.inline.ruler.before('link', 'directive', inlineDirective);
}

type Names = Readonly<Record<string, string>>;
type Directive = { readonly tag: string; readonly fixed?: string; readonly names: Names };

const common: Names = { lang: 'lang', dir: 'dir', id: 'id' };

const blocks: Readonly<Record<string, Directive | undefined>> = {
  quotation: { tag: 'blockquote', names: { ...bindingNames, ...common } },
  translation: {
    tag: 'div',
    fixed: 'data-translation',
    names: { ...translationNames, ...common, by: 'data-translator' },
  },
  republished: { tag: 'section', fixed: 'data-republished', names: { ...republishedNames, ...common } },
};

const quote: Directive = {
  tag: 'q',
  names: { ...inlineBindingNames, dir: 'dir', by: 'data-translator' },
};

const opening = /^(:{3,})([a-z]+)[ \t]*(?:\{(.*)\})?[ \t]*$/;
const colon = 58;

function blockDirective(state: StateBlock, startLine: number, endLine: number, silent: boolean): boolean {
  if (state.sCount[startLine]! - state.blkIndent >= 4) return false;
  const first = lineAt(state, startLine);
  if (first.charCodeAt(0) !== colon) return false;
  const found = opening.exec(first);
  const directive = found === null ? undefined : blocks[found[2]!];
  const given = readDirectiveAttributes(found?.[3] ?? '');
  if (found === null || directive === undefined || given === undefined) return false;
  if (silent) return true;
  const end = closingLine(state, startLine, endLine, found[1]!.length);
  if (end === undefined) return false;
  const { parentType, lineMax } = state;
  const token = state.push('directive_open', directive.tag, 1);
  token.block = true;
  token.map = [startLine, end];
  token.attrs = attributesOf(directive, given);
  // A name of the parser's own: blocks in it may be interrupted as those of a quote are.
  state.parentType = 'blockquote';
  state.lineMax = end;
  state.md.block.tokenize(state, startLine + 1, end);
  state.parentType = parentType;
  state.lineMax = lineMax;
  state.push('directive_close', directive.tag, -1).block = true;
  state.line = end < endLine && isClosing(state, end) ? end + 1 : end;
  return true;
}

/**
 * The line that ends a directive of so many colons, or where its surroundings end. Fewer colons are of no account;
 * as many begin another inside, which ends first. `undefined`: the text has been looked through too often.
 */
function closingLine(
  state: StateBlock,
  startLine: number,
  endLine: number,
  colons: number,
): number | undefined {
  const env = state.env as { directiveLooks?: number };
  let open = 1;
  for (let line = startLine + 1; line < endLine; line++) {
    if (state.isEmpty(line)) continue;
    env.directiveLooks = (env.directiveLooks ?? 0) + 1;
    if (env.directiveLooks > mostLooks) return undefined;
    if (state.sCount[line]! < state.blkIndent) return line;
    const text = lineAt(state, line);
    const run = /^:{3,}/.exec(text)?.[0].length ?? 0;
    if (run < colons || state.sCount[line]! - state.blkIndent >= 4) continue;
    if (isClosing(state, line)) open--;
    else if (blocks[opening.exec(text)?.[2] ?? ''] !== undefined) open++;
    if (open === 0) return line;
  }
  return endLine;
}

/** Directives that never end, one in the other, would have every line looked at for each of them. */
const mostLooks = 1_000_000;

function isClosing(state: StateBlock, line: number): boolean {
  return /^:{3,}[ \t]*$/.test(lineAt(state, line));
}

function lineAt(state: StateBlock, line: number): string {
  return state.src.slice(state.bMarks[line]! + state.tShift[line]!, state.eMarks[line]);
}

/** `:quote[words]{…}`. The words are Markdown. */
function inlineDirective(state: StateInline, silent: boolean): boolean {
  const { pos, src } = state;
  if (src.charCodeAt(pos) !== colon || !src.startsWith(':quote[', pos)) return false;
  const labelStart = pos + ':quote['.length;
  const labelEnd = state.md.helpers.parseLinkLabel(state, labelStart - 1);
  if (labelEnd < 0) return false;
  const braces = /^\{((?:[^{}"]|"[^"]*")*)\}/.exec(src.slice(labelEnd + 1, labelEnd + 1 + mostBraces));
  const given = readDirectiveAttributes(braces?.[1] ?? '');
  if (given === undefined) return false;
  if (!silent) {
    const { posMax } = state;
    state.pos = labelStart;
    state.posMax = labelEnd;
    state.push('directive_open', quote.tag, 1).attrs = attributesOf(quote, given);
    state.md.inline.tokenize(state);
    state.push('directive_close', quote.tag, -1);
    state.posMax = posMax;
  }
  state.pos = labelEnd + 1 + (braces?.[0].length ?? 0);
  return true;
}

/** Attributes of an inline directive are looked for no farther than this. */
const mostBraces = 8_000;

function attributesOf({ fixed, names }: Directive, given: ReadonlyMap<string, string>): Token['attrs'] {
  const attrs: [string, string][] = fixed === undefined ? [] : [[fixed, '']];
  for (const [name, value] of given) {
    const written = Object.hasOwn(names, name) ? names[name] : undefined;
    if (written === undefined) continue;
    const known = attrs.find(([other]) => other === written);
    if (known === undefined) attrs.push([written, value]);
    else known[1] = value;
  }
  return attrs;
}
