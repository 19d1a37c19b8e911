/**
 * Takes comments and needless white space out of a style sheet. It knows just enough of the syntax to leave
 * strings and addresses alone; selectors keep the spaces that mean something.
 */
export function minifyCss(css: string): string {
  return css
    .replace(/("[^"]*"|'[^']*')|\/\*[\s\S]*?\*\//g, (_, text?: string) => text ?? ' ')
    .replace(
      /("[^"]*"|'[^']*')|\s*([{};,>])\s*|(:)\s+|\s+/g,
      (_, text?: string, mark?: string, colon?: string) => text ?? mark ?? colon ?? ' ',
    )
    .replaceAll(';}', '}')
    .trim();
}
