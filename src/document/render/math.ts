import temml from 'temml';
import { escapeText } from '../html/write.ts';

/**
 * TeX as MathML, with the TeX as its annotation. Without the style attributes that Temml writes: the pages'
 * policy forbids them; colour, the one that carries meaning, becomes MathML's own attribute. TeX that
 * cannot be read is shown as it is written.
 */
export function renderMath(tex: string, display: boolean): string {
  const key = (display ? 'd' : 'i') + tex;
  const known = rendered.get(key);
  if (known !== undefined) return known;
  const math = mathMl(tex, display);
  if (rendered.size > 500) rendered.clear();
  rendered.set(key, math);
  return math;
}

/** Pages are rendered again and again with the same formulas. */
const rendered = new Map<string, string>();

function mathMl(tex: string, display: boolean): string {
  try {
    return temml
      .renderToString(tex, {
        displayMode: display,
        annotate: true,
        throwOnError: true,
        trust: false,
        maxExpand: 500,
        maxSize: [20, 20],
      })
      .replace(/ style="([^"]*)"/g, (_, style: string) => {
        const colour = /(?:^|;)color:(#[0-9a-f]{3,8})/i.exec(style)?.[1];
        return colour === undefined ? '' : ` mathcolor="${colour}"`;
      });
  } catch {
    const text = escapeText(tex);
    const block = display ? ' display="block"' : '';
    return (
      `<math${block}><semantics><mtext>${text}</mtext>` +
      `<annotation encoding="application/x-tex">${text}</annotation></semantics></math>`
    );
  }
}
