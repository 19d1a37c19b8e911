import { attribute, find, hasClass, isElement, type TreeElement, textOf } from './tree.ts';

/** The TeX that a MathML element carries as its annotation, or as the alternative text that Wikipedia writes. */
export function texOf(math: TreeElement): string | undefined {
  const annotation = find(
    math.childNodes,
    (element) =>
      element.tagName === 'annotation' &&
      /^(application\/x-tex|tex|latex)$/i.test(attribute(element, 'encoding') ?? ''),
  );
  const tex = annotation === undefined ? alternative(math) : textOf(annotation);
  return tex?.trim() || undefined;
}

function alternative(math: TreeElement): string | undefined {
  const text = attribute(math, 'alttext');
  if (text === undefined) return undefined;
  return /^\{\\displaystyle([\s\S]*)\}$/.exec(text)?.[1] ?? text;
}

/** The one formula of an element that shows nothing else, as a block. */
export function blockTexOf(element: TreeElement): string | undefined {
  if (element.tagName === 'math')
    return attribute(element, 'display') === 'block' ? texOf(element) : undefined;
  if (!hasClass(element, 'math')) return undefined;
  const math = element.childNodes.filter(isElement).find((child) => child.tagName === 'math');
  return math === undefined ? undefined : texOf(math);
}
