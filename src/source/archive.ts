import type { Asked } from '../desk/index.ts';
import type { Transaction } from '../kit/database/index.ts';
import type { SourceUses } from './merge.ts';

/** A copy of a source, as its page of the desk lists it. */
export type ListedCapture = {
  readonly id: number;
  readonly href: string;
  readonly at: string;
  /** What became of it, in words. */
  readonly status: string;
  readonly tone: 'good' | 'warning' | 'bad' | 'soft';
};

/** A post that a source stands in. */
export type UsingPost = { readonly id: number; readonly type: 'post' | 'page'; readonly title: string };

/** What sources need of those who copy and quote them, handed in since they are not known here. */
export type SourceArchive = {
  readonly usesOf: SourceUses;
  readonly capturesOf: (asked: Asked, sourceId: number) => Promise<readonly ListedCapture[]>;
  /** The last changed ones first, and not more than can be looked over. */
  readonly postsOf: (asked: Asked, sourceId: number) => Promise<readonly UsingPost[]>;
  /** Asks for a copy of the address. */
  readonly capture: (
    tx: Transaction,
    siteId: number,
    wanted: { readonly address: string; readonly sourceId: number; readonly by: number },
  ) => Promise<{ readonly id: number }>;
};
