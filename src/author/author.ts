import { z } from 'zod';
import type { Html } from '../kit/html.ts';

/** Who signs posts on a site: a person with an account, or only a name that an import brought. */
export type Author = {
  readonly id: number;
  readonly slug: string;
  readonly name: string;
  readonly accountId: number | null;
  /** A picture of the site's media. */
  readonly pictureId: number | null;
  readonly biography: Html;
  readonly links: readonly AuthorPageLink[];
  readonly honours: readonly string[];
  /** BCP 47 tag of the profile's own text; null for the site's. */
  readonly lang: string | null;
};

/** Where an author's page is. */
export function authorPath(slug: string): string {
  return `/author/${slug}/`;
}

/** A page of the author's elsewhere. */
export type AuthorPageLink = { readonly label: string; readonly href: string };

const oneLine = (most: number) =>
  z
    .string()
    .transform((text) =>
      text
        .normalize('NFC')
        .replaceAll(/[\s\p{Cc}]+/gu, ' ')
        .trim(),
    )
    .pipe(z.string().min(1).max(most));

/** What a profile may hold; the name is needed. */
export const profileShape = z.object({
  name: oneLine(200),
  links: z
    .array(
      z.strictObject({
        label: oneLine(200),
        href: z
          .string()
          .regex(/^(https?:\/\/|mailto:|xmpp:|matrix:)[^\s\p{C}]+$/iu)
          .max(2000),
      }),
    )
    .max(50),
  honours: z.array(oneLine(300)).max(50),
});
