import { type Document, type Quoted, quotationsIn } from '../document/index.ts';
import { askedHash } from './bind.ts';
import type { Quotation } from './quotation.ts';

/** The rows of a post with what each is in the text: found by what is asked about the words, in the order of both. */
export function pairQuotations(
  document: Document,
  quotations: readonly Quotation[],
): readonly { readonly quoted: Quoted; readonly quotation: Quotation }[] {
  const left = [...quotations];
  return quotationsIn(document).flatMap((quoted) => {
    const hash = askedHash(quoted);
    const at = left.findIndex((each) => each.askedHash === hash && each.inline === quoted.inline);
    const [quotation] = at < 0 ? [] : left.splice(at, 1);
    return quotation === undefined ? [] : [{ quoted, quotation }];
  });
}
