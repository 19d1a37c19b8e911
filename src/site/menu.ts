import { z } from 'zod';

/** Where an entry of a menu leads. Pages and posts share their IDs. */
export type MenuTarget =
  | { readonly kind: 'home' }
  | { readonly kind: 'url'; readonly href: string }
  | { readonly kind: 'post'; readonly id: number }
  | { readonly kind: 'page'; readonly id: number }
  | { readonly kind: 'term'; readonly id: number }
  | { readonly kind: 'author'; readonly id: number };

/** An entry of a menu. Without a label it goes by the name of what it leads to. */
export type MenuItem = {
  readonly label?: string | undefined;
  readonly target: MenuTarget;
  readonly children: readonly MenuItem[];
};

/** A menu. The default theme shows the one whose location is `main`. */
export type Menu = {
  readonly id: number;
  readonly name: string;
  readonly location: string | null;
  readonly items: readonly MenuItem[];
};

const id = z.int().positive();

/** Addresses that may stand in a menu: of the web, of mail and telephone, of this site, of a place in the page. */
export function isMenuHref(href: string): boolean {
  if (/[\s\p{C}\\]/u.test(href) || href.length > 2000) return false;
  if (href.startsWith('//')) return false;
  return /^(https?:\/\/.|mailto:.|tel:.|\/|#|\?)/i.test(href);
}

const target = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('home') }),
  z.strictObject({
    kind: z.literal('url'),
    href: z.string().refine(isMenuHref, 'is no address that a menu can have'),
  }),
  z.strictObject({ kind: z.literal('post'), id }),
  z.strictObject({ kind: z.literal('page'), id }),
  z.strictObject({ kind: z.literal('term'), id }),
  z.strictObject({ kind: z.literal('author'), id }),
]);

const deepest = 4;

/** Entries as deep as readers can be asked to follow: four levels. */
const itemsWithin = (levels: number): z.ZodType<readonly MenuItem[]> =>
  z
    .array(
      z
        .strictObject({
          label: z.string().trim().min(1).max(200).optional(),
          target,
          children:
            levels === 1
              ? z.array(z.never(), 'is nested too deep').max(0)
              : z.lazy(() => itemsWithin(levels - 1)),
        })
        .refine((item) => item.target.kind !== 'url' || item.label !== undefined, 'needs a label'),
    )
    .max(200);

export const menuItems = itemsWithin(deepest);
