import { z } from 'zod';
import { settingsChange } from '../../site/settings.ts';

/** The files of the demonstration site, `demo/`: what each may hold. README.md there says it in words. */

const slug = z.string().min(1);
/** RFC 3339 in UTC; the parser of YAML leaves it text. */
const time = z.iso.datetime();
const lang = z.enum(['en', 'ar', 'fr', 'ru']);
const pictureFile = z.string().regex(/^[a-z0-9-]+\.(webp|png|jpg)$/);

/** What stands at the head of a post. */
export const postFields = z.strictObject({
  title: z.string().min(1),
  slug,
  date: time,
  updated: time.optional(),
  authors: z.array(slug).min(1),
  /** Categories by slug, the first one the most fitting. */
  categories: z.array(slug).min(1),
  tags: z.array(slug),
  lang,
  featured: pictureFile.optional(),
  excerpt: z.string().optional(),
  sticky: z.boolean().default(false),
  password: z.string().min(1).optional(),
  status: z.enum(['published', 'draft']).default('published'),
  /** What was mended after it was published, the oldest first. The text stands as it is now. */
  corrections: z
    .array(
      z.strictObject({
        at: time,
        /** For readers. */
        note: z.string().min(1),
        /** Words of the text, and what stood in their place before; where nothing did, they were added. */
        changes: z.array(z.strictObject({ now: z.string().min(1), was: z.string().default('') })).min(1),
      }),
    )
    .default([]),
  commentsOpen: z.boolean().default(true),
});

/** What stands at the head of a page. */
export const pageFields = z.strictObject({
  title: z.string().min(1),
  slug,
  /** Slug of the page above it. */
  parent: slug.optional(),
  date: time,
  updated: time.optional(),
  authors: z.array(slug).min(1),
  lang,
  featured: pictureFile.optional(),
  order: z.int().default(0),
  commentsOpen: z.boolean().default(false),
});

/** A thread: `comments/*.yaml`. A comment is a guest's (`by`) or an author's (`author`). */
export const thread = z.strictObject({
  /** Slug of the post. */
  post: slug,
  comments: z.array(
    z
      .strictObject({
        /** Unique in the file. */
        id: z.int().positive(),
        parent: z.int().positive().optional(),
        by: z.string().min(1).optional(),
        author: slug.optional(),
        url: z.url().optional(),
        lang: lang.default('en'),
        at: time,
        /** Markdown. */
        text: z.string().min(1),
        /** A passage of the post that it speaks of, to the letter. */
        quote: z.string().min(1).optional(),
        likes: z.int().positive().max(60).optional(),
        /** Why it waits for somebody to look at it; others are shown. */
        held: z
          .array(
            z.strictObject({
              phase: z.enum(['honeypot', 'too-fast', 'links', 'words', 'pre-moderation']),
              facts: z.record(z.string(), z.union([z.string(), z.number()])).default({}),
            }),
          )
          .min(1)
          .optional(),
        /** How like spam it is, of a thousand. */
        rank: z.int().min(0).max(1_000).default(0),
      })
      .refine(
        ({ by, author }) => (by === undefined) !== (author === undefined),
        'is by a guest or an author',
      ),
  ),
});

/** `pictures/pictures.yaml`: by file. */
export const pictures = z.record(
  pictureFile,
  z.strictObject({ lang, alt: z.string().min(1), caption: z.string().min(1) }),
);

/** `home`, `category:record/council`, `page:about/contact`, or an address. */
const menuTarget = z.string().regex(/^(home|category:.+|page:.+|\/.*|https:\/\/.+)$/);

type MenuEntry = {
  readonly label?: string | undefined;
  readonly to: string;
  readonly children?: readonly MenuEntry[] | undefined;
};
const menuEntry: z.ZodType<MenuEntry> = z.strictObject({
  label: z.string().min(1).optional(),
  to: menuTarget,
  get children() {
    return z.array(menuEntry).optional();
  },
});

export const site = z.strictObject({
  title: z.string().min(1),
  tagline: z.string().min(1),
  locale: lang,
  timeZone: z.string(),
  calendar: z.enum(['gregory', 'persian', 'islamic-umalqura']),
  permalinks: z.string().startsWith('/'),
  icon: pictureFile,
  settings: settingsChange.omit({ footer: true }),
  authors: z.array(
    z.strictObject({
      slug,
      name: z.string().min(1),
      lang,
      picture: pictureFile,
      pictureAlt: z.string().min(1),
      /** Markdown. */
      biography: z.string().min(1),
      links: z.array(z.strictObject({ label: z.string(), href: z.string() })),
      honours: z.array(z.string()),
    }),
  ),
  categories: z.array(
    z.strictObject({ slug, name: z.string(), parent: slug.optional(), description: z.string() }),
  ),
  /** Names by slug. */
  tags: z.record(slug, z.string().min(1)),
  menu: z.array(menuEntry),
  footer: settingsChange.shape.footer.unwrap(),
});

export type DemoSite = z.infer<typeof site>;
export type DemoMenuEntry = MenuEntry;
export type DemoThread = z.infer<typeof thread>;
export type DemoPictures = z.infer<typeof pictures>;
export type DemoPost = z.infer<typeof postFields> & { readonly file: string; readonly body: string };
export type DemoPage = z.infer<typeof pageFields> & { readonly file: string; readonly body: string };
