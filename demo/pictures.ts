/**
 * Draws the pictures of the demonstration site into `demo/pictures/`. They are committed; run this to remake them:
 *
 *     node demo/pictures.ts              all of them
 *     node demo/pictures.ts ferry moon   those whose names contain a word
 *
 * Chromium sets the letters (with the theme's own faces) and lays the grain; sharp writes the files.
 */
import { mkdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import sharp from 'sharp';
import { findChromium } from '../test/support/chromium.ts';
import { type Drawing, drawings } from './drawing/index.ts';

const folder = join(import.meta.dirname, 'pictures');

await mkdir(folder, { recursive: true });
const words = process.argv.slice(2);
const wanted = drawings.filter(({ file }) => words.length === 0 || words.some((word) => file.includes(word)));
const program = await findChromium();
const browser = await chromium.launch({
  executablePath: program.path,
  env: { ...process.env, ...program.environment },
  args: ['--no-sandbox', '--disable-gpu', '--hide-scrollbars'],
});
const style = await faces();
try {
  for (const drawing of wanted) await write(drawing, await shot(drawing));
} finally {
  await browser.close();
}

async function shot(drawing: Drawing): Promise<Buffer> {
  const { width, height } = drawing;
  const page = await browser.newPage({ viewport: { width, height } });
  await page.setContent(`<style>${style}body{margin:0}svg{display:block}</style>${svg(drawing)}`);
  await page.evaluate('document.fonts.ready');
  const png = await page.screenshot({ omitBackground: true });
  await page.close();
  return png;
}

/** A drawing with edges as if cut by hand, and the grain of a press over it. */
function svg({ width, height, body, grain = 1, hand = 3 }: Drawing): string {
  const shaken =
    hand === 0
      ? body
      : `<g filter="url(#hand)"><g transform="translate(${-width / 80} ${-height / 80}) scale(1.025)">${body}</g></g>`;
  const printed =
    grain === 0
      ? ''
      : `<rect width="${width}" height="${height}" filter="url(#dark)" opacity="${0.2 * grain}" style="mix-blend-mode:multiply"/><rect width="${width}" height="${height}" filter="url(#light)" opacity="${0.2 * grain}" style="mix-blend-mode:screen"/>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}"><defs>
<filter id="hand" x="0" y="0" width="100%" height="100%" filterUnits="userSpaceOnUse"><feTurbulence type="fractalNoise" baseFrequency=".018" numOctaves="2" seed="4"/><feDisplacementMap in="SourceGraphic" scale="${hand * 2}" xChannelSelector="R" yChannelSelector="G"/></filter>
<filter id="dark" x="0" y="0" width="100%" height="100%"><feTurbulence type="fractalNoise" baseFrequency=".55" numOctaves="2" seed="8"/><feColorMatrix values="0 0 0 0 .12  0 0 0 0 .1  0 0 0 0 .08  0 0 0 -3 1.75"/></filter>
<filter id="light" x="0" y="0" width="100%" height="100%"><feTurbulence type="fractalNoise" baseFrequency=".5" numOctaves="2" seed="21"/><feColorMatrix values="0 0 0 0 1  0 0 0 0 .97  0 0 0 0 .9  0 0 0 3.2 -1.9"/></filter>
</defs>${shaken}${printed}</svg>`;
}

async function write({ file }: Drawing, png: Buffer): Promise<void> {
  const image = sharp(png);
  const done = file.endsWith('.png')
    ? image.png({ palette: true, quality: 90, effort: 10 })
    : image
        .resize({ width: 1440, withoutEnlargement: true })
        .webp({ quality: 68, effort: 6, smartSubsample: true });
  const { size } = await done.toFile(join(folder, file));
  console.log(`${file}  ${Math.round(size / 1024)} KB`);
}

async function faces(): Promise<string> {
  const find = createRequire(import.meta.url).resolve;
  const face = async (family: string, packaged: string, more = '') => {
    const data = await readFile(find(`@fontsource-variable/${packaged}.woff2`), 'base64');
    return `@font-face{font-family:"${family}";src:url(data:font/woff2;base64,${data});${more}}`;
  };
  const cyrillic = 'unicode-range:U+0400-052F';
  return (
    await Promise.all([
      face('Literata', 'literata/files/literata-latin-wght-normal', 'font-weight:200 900'),
      face('Literata', 'literata/files/literata-latin-wght-italic', 'font-weight:200 900;font-style:italic'),
      face('Literata', 'literata/files/literata-cyrillic-wght-normal', `font-weight:200 900;${cyrillic}`),
      face('Source Sans', 'source-sans-3/files/source-sans-3-latin-wght-normal', 'font-weight:200 900'),
      face('Naskh', 'noto-naskh-arabic/files/noto-naskh-arabic-arabic-wght-normal', 'font-weight:400 700'),
    ])
  ).join('');
}
