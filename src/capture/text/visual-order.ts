/**
 * Whether Arabic or Hebrew stands in the order of its letters' places on the paper, from left to right, as many PDF
 * files hold it: words read backwards. Told by letters that only end a word in the one order and only begin it in the
 * other, and by the Arabic article.
 */
export function isVisualOrder(text: string): boolean {
  let logical = 0;
  let visual = 0;
  for (const [word] of text.normalize('NFKC').matchAll(/[\p{Script=Arabic}\p{Script=Hebrew}]{3,}/gu)) {
    const plain = word.replace(/\p{M}/gu, '');
    if (endings.test(plain) || article.test(plain)) logical++;
    if (backwards.test(plain)) visual++;
    if (visual + logical > enough) break;
  }
  return visual + logical >= fewest && visual > logical;
}

const enough = 2_000;
const fewest = 5;

/** Taa marbuta and alef maksura; the final letters of Hebrew. */
const endings = /[ةىךםןףץ]$/u;
const article = /^(?:و|ب|ف|ك)?ال\p{Script=Arabic}/u;
const backwards = /^[ةىךםןףץ]|\p{Script=Arabic}لا(?:[وبفك])?$/u;
