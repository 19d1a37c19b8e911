/** Numbers in [0, 1) that are the same in every run: Mulberry32. */
export function randomNumbers(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** Invented words of two to eleven letters, the first letters of the alphabet given more often than the last. */
export function vocabulary(random: () => number, alphabet: string, size: number): readonly string[] {
  const words = new Set<string>();
  while (words.size < size) {
    const length = 2 + Math.floor(random() * 10);
    let word = '';
    for (let index = 0; index < length; index++)
      word += alphabet[Math.floor(alphabet.length * random() * random())];
    words.add(word);
  }
  return [...words];
}

/** Writes texts in which the word of rank n is as common as 1/n. */
export type Writer = {
  /** The words, the commonest first. */
  readonly ranked: readonly string[];
  readonly write: (
    titleWords: number,
    textWords: number,
  ) => { readonly title: string; readonly text: string };
};

export function writer(random: () => number, ranked: readonly string[]): Writer {
  const upTo: number[] = [];
  let sum = 0;
  ranked.forEach((_, index) => {
    sum += 1 / (index + 1);
    upTo.push(sum);
  });
  const pick = () => {
    const wanted = random() * sum;
    let low = 0;
    let high = ranked.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((upTo[middle] ?? 0) < wanted) low = middle + 1;
      else high = middle;
    }
    return ranked[low] ?? '';
  };
  const pickMany = (count: number) => Array.from({ length: count }, pick).join(' ');
  return {
    ranked,
    write: (titleWords, textWords) => ({ title: pickMany(titleWords), text: pickMany(textWords) }),
  };
}
