/**
 * A document on its way in: the shape of ProseMirror JSON without any promise about what stands in it.
 * The parsers build it, editors and clients send it; `normalise` makes a `Document` of it.
 */
export type Loose = {
  readonly type: string;
  readonly attrs?: LooseAttributes | null | undefined;
  readonly content?: readonly Loose[] | undefined;
  readonly marks?: readonly LooseMark[] | undefined;
  readonly text?: string | undefined;
};
export type LooseAttributes = Readonly<Record<string, unknown>>;
export type LooseMark = { readonly type: string; readonly attrs?: LooseAttributes | null | undefined };

/** Whether a value from outside has the shape. Walks without recursion, and gives up below `depth` levels. */
export function isLoose(value: unknown, depth: number): value is Loose {
  let level: unknown[] = [value];
  for (let i = 0; level.length > 0; i++) {
    if (i > depth) return false;
    const below: unknown[] = [];
    for (const node of level) {
      if (!isNode(node)) return false;
      if (node.content !== undefined) for (const child of node.content) below.push(child);
    }
    level = below;
  }
  return true;
}

function isNode(value: unknown): value is Loose {
  if (!isRecord(value) || typeof value.type !== 'string') return false;
  if (value.text !== undefined && typeof value.text !== 'string') return false;
  if (value.content !== undefined && !Array.isArray(value.content)) return false;
  if (value.attrs !== undefined && value.attrs !== null && !isRecord(value.attrs)) return false;
  return value.marks === undefined || (Array.isArray(value.marks) && value.marks.every(isMark));
}

function isMark(value: unknown): boolean {
  if (!isRecord(value) || typeof value.type !== 'string') return false;
  return value.attrs === undefined || value.attrs === null || isRecord(value.attrs);
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
