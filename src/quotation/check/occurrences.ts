/** Every place at which the words stand in the text, first to last. */
export function* occurrences(text: string, words: string): Generator<number> {
  if (words.length === 0 || words.length > text.length) return;
  if (words.length > long) {
    yield* longOccurrences(text, words);
    return;
  }
  for (let at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + 1)) yield at;
}

/** From here on `indexOf` can be made to take forever. */
const long = 512;

/** Knuth, Morris and Pratt: each unit of the text is looked at twice at most, whatever was written. */
function* longOccurrences(text: string, words: string): Generator<number> {
  const border = bordersOf(words);
  let matched = 0;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    while (matched > 0 && words.charCodeAt(matched) !== unit) matched = border[matched]!;
    if (words.charCodeAt(matched) === unit) matched++;
    if (matched === words.length) {
      yield at - words.length + 1;
      matched = border[matched]!;
    }
  }
}

/** For each beginning of the words the length of the longest other beginning that it ends with. */
function bordersOf(words: string): Uint32Array {
  const border = new Uint32Array(words.length + 1);
  for (let end = 1, matched = 0; end < words.length; end++) {
    while (matched > 0 && words.charCodeAt(matched) !== words.charCodeAt(end)) matched = border[matched]!;
    if (words.charCodeAt(matched) === words.charCodeAt(end)) matched++;
    border[end + 1] = matched;
  }
  return border;
}
