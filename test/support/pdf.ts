/**
 * A PDF made by hand (ISO 32000-1): a page for each text, its letters drawn from left to right in the order given. A
 * page of `undefined` is a picture of nothing, as a scan is.
 */
export function pdfOf(pages: readonly (string | undefined)[]): Buffer {
  const letters = [...new Set(pages.flatMap((text) => [...(text ?? '')]))];
  const codeOf = (letter: string) => (letters.indexOf(letter) + 1).toString(16).padStart(4, '0');
  const objects = new Map<number, string>();
  const kids = pages.map((_, index) => `${10 + 2 * index} 0 R`).join(' ');
  objects.set(1, '<</Type/Catalog/Pages 2 0 R>>');
  objects.set(2, `<</Type/Pages/Kids[${kids}]/Count ${pages.length}>>`);
  objects.set(
    3,
    '<</Type/Font/Subtype/Type0/BaseFont/Plain/Encoding/Identity-H/DescendantFonts[4 0 R]/ToUnicode 6 0 R>>',
  );
  objects.set(
    4,
    '<</Type/Font/Subtype/CIDFontType2/BaseFont/Plain/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/FontDescriptor 5 0 R/DW 500>>',
  );
  objects.set(
    5,
    '<</Type/FontDescriptor/FontName/Plain/Flags 4/FontBBox[0 0 1000 1000]/ItalicAngle 0/Ascent 800/Descent -200/CapHeight 700/StemV 80>>',
  );
  const pairs = letters.map((letter) => `<${codeOf(letter)}> <${utf16(letter)}>`);
  objects.set(
    6,
    stream(
      `/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /T def /CMapType 2 def 1 begincodespacerange <0000> <ffff> endcodespacerange\n${chunks(pairs)}endcmap end end`,
    ),
  );
  for (const [index, text] of pages.entries()) {
    const lines = (text ?? '').split('\n').map((line) => `<${[...line].map(codeOf).join('')}> Tj 0 -20 Td`);
    const drawn = text === undefined ? '0 0 100 100 re f' : `BT /F 12 Tf 50 700 Td ${lines.join('\n')} ET`;
    objects.set(
      10 + 2 * index,
      `<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Resources<</Font<</F 3 0 R>>>>/Contents ${11 + 2 * index} 0 R>>`,
    );
    objects.set(11 + 2 * index, stream(drawn));
  }
  return assembled(objects);
}

function stream(content: string): string {
  return `<</Length ${content.length}>>\nstream\n${content}\nendstream`;
}

/** At most a hundred entries stand in one block. */
function chunks(pairs: readonly string[]): string {
  let text = '';
  for (let at = 0; at < pairs.length; at += 100) {
    const some = pairs.slice(at, at + 100);
    text += `${some.length} beginbfchar\n${some.join('\n')}\nendbfchar\n`;
  }
  return text;
}

function utf16(letter: string): string {
  return Buffer.from(letter, 'utf16le').swap16().toString('hex');
}

function assembled(objects: ReadonlyMap<number, string>): Buffer {
  let file = '%PDF-1.4\n';
  const places: string[] = [];
  for (const [number, content] of objects) {
    places.push(`${number} 1\n${String(file.length).padStart(10, '0')} 00000 n \n`);
    file += `${number} 0 obj\n${content}\nendobj\n`;
  }
  const size = Math.max(...objects.keys()) + 1;
  const table = `xref\n0 1\n0000000000 65535 f \n${places.join('')}trailer <</Size ${size}/Root 1 0 R>>\nstartxref\n${file.length}\n%%EOF\n`;
  return Buffer.from(file + table, 'latin1');
}
