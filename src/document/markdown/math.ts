import type { MarkdownIt, StateBlock, StateInline } from 'markdown-it';

/** `$…$` in a line, `$$…$$` in a line or around lines of its own. The tokens' content is the TeX. */
export function math(markdown: MarkdownIt): void {
  markdown.inline.ruler.before('escape', 'math_inline', inlineMath);
  markdown.block.ruler.before('fence', 'math_block', blockMath, {
    alt: ['paragraph', 'reference', 'blockquote', 'list'],
  });
}

const dollar = 36;

/**
 * A `$` opens before what is no space, and the next one closes, if it stands behind what is no space and
 * before no digit: so prices stay prices.
 */
function inlineMath(state: StateInline, silent: boolean): boolean {
  const { src, pos, posMax } = state;
  if (src.charCodeAt(pos) !== dollar) return false;
  const double = src.charCodeAt(pos + 1) === dollar;
  const start = pos + (double ? 2 : 1);
  if (start >= posMax || (!double && isSpace(src.charCodeAt(start)))) return false;
  const end = nextDollar(src, start);
  if (end < 0 || end >= posMax || end === start) return false;
  if (double ? src.charCodeAt(end + 1) !== dollar : !closes(src, end)) return false;
  const tex = src.slice(start, end).trim();
  if (tex === '') return false;
  if (!silent) state.push('math_inline', 'math', 0).content = tex;
  state.pos = end + (double ? 2 : 1);
  return true;
}

function nextDollar(src: string, start: number): number {
  let at = src.indexOf('$', start);
  while (at >= 0 && isEscaped(src, at, start)) at = src.indexOf('$', at + 1);
  return at;
}

function closes(src: string, at: number): boolean {
  const next = src.charCodeAt(at + 1);
  return !isSpace(src.charCodeAt(at - 1)) && !(next >= 48 && next <= 57);
}

function isEscaped(src: string, at: number, start: number): boolean {
  let slashes = 0;
  while (at - 1 - slashes >= start && src.charCodeAt(at - 1 - slashes) === 92) slashes++;
  return slashes % 2 === 1;
}

function isSpace(code: number): boolean {
  return code === 32 || code === 9 || code === 10;
}

/** `$$` at the start of a line up to `$$` at the end of one. */
function blockMath(state: StateBlock, startLine: number, endLine: number, silent: boolean): boolean {
  const first = lineAt(state, startLine);
  if (!first.startsWith('$$') || state.sCount[startLine]! - state.blkIndent >= 4) return false;
  const lines: string[] = [];
  let line = startLine;
  let rest = first.slice(2);
  for (;;) {
    const end = /^(.*?)\$\$\s*$/.exec(rest);
    if (end !== null && (line > startLine || end[1]!.trim() !== '')) {
      lines.push(end[1]!);
      break;
    }
    if (line === startLine && rest.includes('$$')) return false;
    lines.push(rest);
    line++;
    if (line >= endLine || state.isEmpty(line) || state.sCount[line]! < state.blkIndent) return false;
    rest = lineAt(state, line);
  }
  if (silent) return true;
  const token = state.push('math_block', 'math', 0);
  token.block = true;
  token.content = lines.join('\n').trim();
  token.map = [startLine, line + 1];
  state.line = line + 1;
  return true;
}

function lineAt(state: StateBlock, line: number): string {
  return state.src.slice(state.bMarks[line]! + state.tShift[line]!, state.eMarks[line]);
}
