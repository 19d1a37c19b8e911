import type { Document, TopBlock } from '../document.ts';
import { type Losses, openLosses } from '../losses.ts';
import { settleAnchors } from './anchors.ts';
import { blocksOf } from './blocks.ts';
import type { BlockContext } from './context.ts';
import type { Loose } from './loose.ts';

/** `embeds: false`: an address alone in a paragraph stays a paragraph. */
export type Rules = { readonly embeds?: boolean };

/**
 * Puts a document into the normal form that `document.ts` describes. Takes anything of the right shape:
 * what cannot stand where it stands is moved to where it can, and only then left out, with a loss.
 * Idempotent.
 */
export function normalise(loose: Loose, losses: Losses = openLosses(), rules: Rules = {}): Document {
  const context: BlockContext = {
    losses,
    depth: 0,
    embeds: rules.embeds ?? true,
    inFootnote: false,
    inHeader: false,
    blocks: blocksOf,
  };
  const blocks = blocksOf(loose.content ?? [], context);
  const content = (blocks.length > 0 ? blocks : [{ type: 'paragraph' }]) as readonly TopBlock[];
  return settleAnchors({ type: 'doc', content });
}
