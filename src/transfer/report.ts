/** What an import tells of: `read` counts what stands in the input, the others what became of it. */
export const itemKinds = [
  'posts',
  'pages',
  'comments',
  'attachments',
  'terms',
  'authors',
  'menus',
  'other',
] as const;
export type ItemKind = (typeof itemKinds)[number];
export type Counts = Readonly<Record<ItemKind, number>>;

/** What became of an item. `refused` items have a line among the losses. */
export type Outcome = 'created' | 'updated' | 'unchanged' | 'refused';

/** Something of the input that did not come over as it was. */
export type LossLine = {
  /** What it belongs to: `post content/hello.md`, `comments`. */
  readonly item: string;
  readonly what: string;
  readonly kept: string;
};

/** The document that `import … --json` prints. For every kind, `read = created + updated + unchanged + refused`. */
export type Report = {
  readonly read: Counts;
  readonly created: Counts;
  readonly updated: Counts;
  readonly unchanged: Counts;
  readonly refused: Counts;
  readonly losses: readonly LossLine[];
  readonly redirects: number;
  readonly seconds: number;
};

/** Counts while an import runs. */
export class Tally {
  readonly #counts: Record<Outcome, Record<ItemKind, number>> = {
    created: zeros(),
    updated: zeros(),
    unchanged: zeros(),
    refused: zeros(),
  };
  readonly #losses: LossLine[] = [];
  redirects = 0;

  /** One item is done with. */
  count(kind: ItemKind, outcome: Exclude<Outcome, 'refused'>): void {
    this.#counts[outcome][kind]++;
  }

  /** One item is not taken: why, and what of it is kept. */
  refuse(kind: ItemKind, item: string, what: string, kept = 'nothing'): void {
    this.#counts.refused[kind]++;
    this.lose(item, what, kept);
  }

  /** An item is taken, but not whole. */
  lose(item: string, what: string, kept: string): void {
    this.#losses.push({ item, what, kept });
  }

  report(seconds: number): Report {
    const { created, updated, unchanged, refused } = this.#counts;
    const read = zeros();
    for (const kind of itemKinds)
      read[kind] = created[kind] + updated[kind] + unchanged[kind] + refused[kind];
    return {
      read,
      created,
      updated,
      unchanged,
      refused,
      losses: this.#losses,
      redirects: this.redirects,
      seconds: Math.round(seconds * 1000) / 1000,
    };
  }
}

function zeros(): Record<ItemKind, number> {
  return {
    posts: 0,
    pages: 0,
    comments: 0,
    attachments: 0,
    terms: 0,
    authors: 0,
    menus: 0,
    other: 0,
  };
}
