import { z } from 'zod';
import { defaultLook, lookShape } from './look.ts';

/** The kinds of block that can stand at the foot of every page, in the order in which they are kept. */
export type FooterBlockSetting =
  | { readonly kind: 'recent-posts'; readonly title?: string; readonly count: number }
  | { readonly kind: 'recent-comments'; readonly title?: string; readonly count: number }
  | { readonly kind: 'archives'; readonly title?: string; readonly count: number }
  | { readonly kind: 'categories'; readonly title?: string }
  | { readonly kind: 'tag-cloud'; readonly title?: string; readonly count: number }
  | { readonly kind: 'blogroll'; readonly title?: string; readonly links: readonly BlogrollLink[] }
  | TextBlockSetting
  | { readonly kind: 'search'; readonly title?: string };

/** `html` is rendered from the Markdown when the settings are saved, so that no page has to. */
export type TextBlockSetting = {
  readonly kind: 'text';
  readonly title?: string;
  readonly markdown: string;
  readonly html: string;
};

export type BlogrollLink = { readonly label: string; readonly href: string; readonly description?: string };

const heading = z.string().trim().max(200).optional();
const webAddress = z.url({ protocol: /^https?$/ }).max(2000);
const listedWord = z.string().trim().min(1).max(100);
const blogrollLink = z.strictObject({
  label: z.string().trim().min(1).max(200),
  href: webAddress,
  description: z.string().trim().max(500).optional(),
});

const footerBlock = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('recent-posts'),
    title: heading,
    count: z.int().min(1).max(50).default(5),
  }),
  z.strictObject({
    kind: z.literal('recent-comments'),
    title: heading,
    count: z.int().min(1).max(50).default(5),
  }),
  z.strictObject({ kind: z.literal('archives'), title: heading, count: z.int().min(1).max(600).default(24) }),
  z.strictObject({ kind: z.literal('categories'), title: heading }),
  z.strictObject({
    kind: z.literal('tag-cloud'),
    title: heading,
    count: z.int().min(1).max(200).default(30),
  }),
  z.strictObject({ kind: z.literal('blogroll'), title: heading, links: z.array(blogrollLink).max(200) }),
  z.object({ kind: z.literal('text'), title: heading, markdown: z.string().max(20_000) }),
  z.strictObject({ kind: z.literal('search'), title: heading }),
]);

/** A block as it is given: the HTML of a text comes from its Markdown alone. */
export type FooterBlockWrite = z.output<typeof footerBlock>;

const defaultFooter: readonly FooterBlockSetting[] = [
  { kind: 'recent-posts', count: 5 },
  { kind: 'recent-comments', count: 5 },
  { kind: 'archives', count: 12 },
  { kind: 'categories' },
  { kind: 'tag-cloud', count: 24 },
];

const fields = {
  /** Posts on a page of the home page and of the archives. */
  perPage: z.int().min(1).max(100),
  /** Replies on a page of a thread; the replies to one stay with it. */
  commentsPerPage: z.int().min(1).max(500),
  commentsOrder: z.enum(['oldest', 'newest']),
  /** How deep a thread nests before replies say whom they answer. */
  commentsDepth: z.int().min(1).max(10),
  /** Whether a new post takes replies. */
  commentsOpen: z.boolean(),
  /** Whether one may reply without an account. */
  guestsMayReply: z.boolean(),
  /** What a guest must fill in. */
  nameRequired: z.boolean(),
  emailRequired: z.boolean(),
  /** Whose replies wait for a moderator: newcomers are those of whom none was approved here. */
  premoderation: z.enum(['everyone', 'newcomers', 'nobody']),
  /** Days after which a post takes no more replies; 0 for never. */
  closeAfterDays: z.int().min(0).max(36_500),
  /** Links that a reply may have without being held. */
  maxLinks: z.int().min(0).max(1_000),
  /** Words that hold a reply, and words that make it spam. */
  wordsHeld: z.array(listedWord).max(5_000),
  wordsSpam: z.array(listedWord).max(5_000),
  /** Reports after which a reply is held until a moderator has looked; 0 for never. */
  reportsHold: z.int().min(0).max(1_000),
  /** Key for a service that speaks Akismet's protocol, and its address. */
  akismetKey: z.string().trim().max(200).nullable(),
  akismetUrl: webAddress,
  /** Whether pictures of those who reply are asked of Gravatar, by the server. */
  gravatar: z.boolean(),
  /** The page shown at `/`; null for the newest posts. */
  frontPage: z.int().positive().nullable(),
  /** The page at whose address the newest posts stand when `/` shows a page. */
  postsPage: z.int().positive().nullable(),
  /** The category of posts that have no other: those whose only one is deleted. Null for none. */
  defaultCategory: z.int().positive().nullable(),
  feedItems: z.int().min(1).max(200),
  /** Related posts under a post; 0 for none. */
  related: z.int().min(0).max(12),
  /** Whether the authors' profiles stand under their posts. */
  authorBox: z.boolean(),
  /** Headings from which on a post has a table of contents; 0 for never. */
  contentsFrom: z.int().min(0).max(50),
  /** Which dates a post's dateline shows. */
  dates: z.enum(['published', 'published-and-updated', 'none']),
  readingTime: z.boolean(),
  /** Under which licence others may republish posts: one by its name or address, `own` for the site's own words; empty for none. */
  republishLicence: z.string().trim().max(500),
  /** The words of that, or what goes with the licence. */
  republishTerms: z.string().trim().max(5_000),
  /** A picture of the site's media for `<link rel="icon">`. */
  icon: z.int().positive().nullable(),
  /** Whether search engines may keep the site. */
  searchEngines: z.boolean(),
  /** Which links are asked from time to time whether they are still there. */
  watchLinks: z.enum(['none', 'sources', 'all']),
  /** Whether a copy is kept of every link that is watched. */
  captureLinks: z.boolean(),
  /** Whether authors get letters about links of theirs that died or changed. */
  linkLetters: z.boolean(),
  /** Colours and faces, where they are not the theme's own. */
  look: lookShape,
  footer: z.array(footerBlock).max(20),
};

const defaults = {
  perPage: 10,
  commentsPerPage: 50,
  commentsOrder: 'oldest',
  commentsDepth: 5,
  commentsOpen: true,
  guestsMayReply: true,
  nameRequired: true,
  emailRequired: false,
  premoderation: 'newcomers',
  closeAfterDays: 0,
  maxLinks: 2,
  wordsHeld: [],
  wordsSpam: [],
  reportsHold: 0,
  akismetKey: null,
  akismetUrl: 'https://rest.akismet.com/1.1/',
  gravatar: false,
  frontPage: null,
  postsPage: null,
  defaultCategory: null,
  feedItems: 20,
  related: 3,
  authorBox: true,
  contentsFrom: 3,
  dates: 'published-and-updated',
  readingTime: true,
  republishLicence: '',
  republishTerms: '',
  icon: null,
  searchEngines: true,
  watchLinks: 'sources',
  captureLinks: false,
  linkLetters: true,
  look: defaultLook,
  footer: defaultFooter,
} as const satisfies { [Name in keyof typeof fields]: unknown };

type Fields = z.infer<z.ZodObject<typeof fields>>;

/** What a site's owner decides about its pages. */
export type SiteSettings = Readonly<Omit<Fields, 'footer' | 'wordsHeld' | 'wordsSpam'>> & {
  readonly wordsHeld: readonly string[];
  readonly wordsSpam: readonly string[];
  readonly footer: readonly FooterBlockSetting[];
};

/** Some of the settings, as they come from a form, a file or the command line; unknown names are refused. */
export const settingsChange = z.strictObject(fields).partial();
export type SettingsChange = z.input<typeof settingsChange>;

export const defaultSettings: SiteSettings = defaults;

/** Names of every setting of a site, for the documentation's test. */
export const siteSettingNames: readonly string[] = Object.keys(fields);

/** The settings that a site's row holds: only what differs was asked for, the rest is as the program has it. */
export function readSettings(stored: string): SiteSettings {
  return { ...defaultSettings, ...JSON.parse(stored) };
}
