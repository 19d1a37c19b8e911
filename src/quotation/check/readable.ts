/**
 * Why a text cannot be compared with anything, where it cannot: `no-text` (a scan), `garbled` (letters that a
 * font alone knows), `visual-order` (a right-to-left text whose letters stand as they are printed, from the left).
 */
export function readable(text: string): 'no-text' | 'garbled' | 'visual-order' | undefined {
  const start = text.slice(0, sample);
  const letters = start.match(/[\p{L}\p{N}]/gu)?.length ?? 0;
  const lost = start.match(/[\ufffd\p{Co}]/gu)?.length ?? 0;
  if (letters === 0) return lost > 0 ? 'garbled' : 'no-text';
  if (lost * 4 > letters) return 'garbled';
  return isVisual(start) ? 'visual-order' : undefined;
}

const sample = 200_000;

/**
 * Letters that only end a word begin one, and the article that begins words ends them. In Arabic ة and ى end
 * words and ال begins them; in Hebrew five letters have a form for the end.
 */
function isVisual(text: string): boolean {
  const joined = text.replace(/[\ufb50-\ufdef\ufe70-\ufefc]/g, (form) => form.normalize('NFKC'));
  const plain = joined.replace(/[\u0640\p{M}]/gu, '');
  let [logical, visual] = [0, 0];
  for (const [word] of plain.matchAll(/[\u05d0-\u05ea]{3,}|[\u0620-\u06d3]{3,}/g)) {
    if (/^(?:[ةى]|[ךםןףץ])|[^ا]لا$|^(?:نم|ىلع|ىلإ)$/.test(word)) visual++;
    if (/(?:[ةى]|[ךםןףץ])$|^(?:وال|بال|ال)/.test(word)) logical++;
  }
  return visual >= 3 && visual > 2 * logical;
}
