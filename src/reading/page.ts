import type { Html } from '../kit/html.ts';
import type { Face, Thread } from './page-replies.ts';
import type { SourceBlock } from './page-source.ts';

export type * from './page-replies.ts';
export type * from './page-source.ts';

/**
 * What a theme is given: one type for each kind of page, complete, with every address worked out.
 * A theme turns these into HTML and asks nothing further.
 */
export type Page =
  | HomePage
  | PostPage
  | ArchivePage
  | AuthorPage
  | SearchPage
  | PasswordPage
  | MissingPage
  | DeedPage
  | RecordPage
  | WelcomePage;

/** What stands around every page of a site. */
export type Frame = {
  readonly site: SiteFrame;
  /** BCP 47 tag of the interface, for example `ar` or `fr-CA`; `lang` of the document element. */
  readonly locale: string;
  readonly direction: 'ltr' | 'rtl';
  /** Contents of `<title>`, without the site's name. Empty on the first home page. */
  readonly title: string;
  /** For `<meta name="description">` and OpenGraph. */
  readonly description: string;
  /** Absolute. Absent on pages that no search engine should keep (search, 404). */
  readonly canonical?: string;
  readonly noIndex: boolean;
  /** Absolute addresses for `<link rel="alternate">`. */
  readonly feeds: readonly FeedLink[];
  readonly openGraph: OpenGraph;
  /** Ready JSON-LD text, safe inside a script element of type application/ld+json. */
  readonly jsonLd: string;
  readonly oEmbed?: { readonly json: string; readonly xml: string };
  /** Absolute: where the words of the page come from, for programs (PROV-AQ, section 3.2). */
  readonly provenance?: string;
  readonly previous?: string;
  readonly next?: string;
  readonly menu: readonly MenuLink[];
  /** Places of the blocks at the foot of the page; each is rendered apart, by `Theme.block`, since it changes more often than the page. */
  readonly footer: readonly Html[];
  /** Address of the page's path, for `aria-current`. */
  readonly path: string;
};

export type SiteFrame = {
  readonly title: string;
  readonly tagline: string;
  /** Absolute address of the home page, with a trailing slash. */
  readonly url: string;
  readonly icon?: string;
  readonly look?: SiteLook;
  readonly timeZone: string;
  readonly calendar: 'gregory' | 'persian' | 'islamic-umalqura';
};

/** Colours and faces of a site's own, where they are not the theme's. */
export type SiteLook = {
  /** Address of the style sheet that follows the theme's. */
  readonly stylesheet: string;
  /** For the browser's own furniture, where the site has its own. */
  readonly paper: { readonly light?: string; readonly dark?: string };
  /** Whether texts, and menus and dates, are set in faces that the theme brings. */
  readonly bundled: { readonly text: boolean; readonly furniture: boolean };
};

export type FeedLink = { readonly title: string; readonly href: string; readonly type: string };

export type OpenGraph = {
  readonly type: 'website' | 'article' | 'profile';
  readonly image?: {
    readonly url: string;
    readonly width: number;
    readonly height: number;
    readonly alt: string;
  };
  readonly publishedTime?: string;
  readonly modifiedTime?: string;
  readonly authors: readonly string[];
  readonly tags: readonly string[];
};

export type MenuLink = {
  readonly label: string;
  readonly href: string;
  readonly current: boolean;
  readonly children: readonly MenuLink[];
};

export type Link = { readonly label: string; readonly href: string };

/** A link whose name may be in another script than the page. */
export type TermLink = Link & { readonly count?: number };

export type FooterBlock =
  | { readonly kind: 'recent-posts'; readonly title?: string; readonly posts: readonly RecentPost[] }
  | { readonly kind: 'recent-comments'; readonly title?: string; readonly comments: readonly RecentComment[] }
  | { readonly kind: 'archives'; readonly title?: string; readonly months: readonly MonthLink[] }
  | {
      readonly kind: 'categories';
      readonly title?: string;
      readonly terms: readonly (TermLink & { readonly depth: number })[];
    }
  | {
      readonly kind: 'tag-cloud';
      readonly title?: string /** `weight` from 1 (rare) to 5. */;
      readonly terms: readonly (TermLink & { readonly weight: number })[];
    }
  | {
      readonly kind: 'blogroll';
      readonly title?: string;
      readonly links: readonly (Link & { readonly description?: string })[];
    }
  | { readonly kind: 'text'; readonly title?: string; readonly html: Html }
  | { readonly kind: 'search'; readonly title?: string };

/** A post in a list of titles. */
export type RecentPost = {
  readonly title: string;
  readonly href: string;
  readonly date: string;
  readonly lang?: string;
  readonly dir?: Direction;
};
export type RecentComment = { readonly author: string; readonly postTitle: string; readonly href: string };
export type MonthLink = {
  /** `2016-05`. */ readonly month: string;
  readonly href: string;
  readonly count: number;
};

export type Direction = 'ltr' | 'rtl';

/** A picture at several widths. Addresses are root-relative. */
export type Picture = {
  readonly src: string;
  readonly srcset: string;
  readonly width: number;
  readonly height: number;
  readonly alt: string;
  /** The same in formats that not every browser knows, best first. */
  readonly sources?: readonly { readonly type: string; readonly srcset: string }[];
};

export type AuthorLink = { readonly name: string; readonly href: string; readonly picture?: Picture };

export type AuthorProfile = AuthorLink & {
  readonly biography: Html;
  readonly links: readonly Link[];
  readonly honours: readonly string[];
  readonly lang?: string;
  readonly dir?: Direction;
};

/** A post in a list. */
export type PostCard = {
  readonly id: number;
  readonly title: string;
  readonly href: string;
  readonly lang?: string;
  readonly dir: Direction;
  readonly authors: readonly AuthorLink[];
  /** UTC ISO. */
  readonly publishedAt: string;
  readonly minutes: number;
  readonly summary: string;
  readonly picture?: Picture;
  readonly categories: readonly TermLink[];
  readonly replies: number;
  readonly sticky: boolean;
  readonly locked: boolean;
};

export type Pagination = {
  readonly page: number;
  readonly pages: number;
  readonly href: (page: number) => string;
};

export type HomePage = {
  readonly kind: 'home';
  readonly frame: Frame;
  readonly posts: readonly PostCard[];
  readonly pagination: Pagination;
};

/** A post or a page; also the static front page. */
export type PostPage = {
  readonly kind: 'post';
  readonly frame: Frame;
  readonly type: 'post' | 'page';
  readonly front: boolean;
  readonly id: number;
  readonly title: string;
  readonly lang?: string;
  readonly dir: Direction;
  readonly authors: readonly AuthorLink[];
  readonly publishedAt: string;
  /** Set when the text changed after publication. */
  readonly updatedAt?: string;
  /** Its versions in the open; `changed`: there is more than one. */
  readonly history?: { readonly href: string; readonly changed: boolean };
  readonly minutes: number;
  /** Stands above the text; absent where the text begins with it, and on all pages but its first. */
  readonly picture?: Picture & { readonly caption?: string };
  /** Where what the post republishes comes from; stands first. */
  readonly source?: SourceBlock;
  /** Where others read how they may republish it. */
  readonly offer?: string;
  /** Rendered by the document's renderer: this page of it when the post has several. */
  readonly body: Html;
  /** Headings with anchors; empty when the post has too few to be worth a table. */
  readonly contents: readonly { readonly id: string; readonly level: number; readonly text: string }[];
  readonly parts: { readonly page: number; readonly hrefs: readonly string[] };
  readonly categories: readonly TermLink[];
  readonly tags: readonly TermLink[];
  readonly permalink: string;
  readonly breadcrumb: readonly Link[];
  readonly profiles: readonly AuthorProfile[];
  readonly newer?: Link;
  readonly older?: Link;
  readonly related: readonly RecentPost[];
  readonly thread?: Thread;
  /** For somebody of the site alone: to the desk, and to the form of this post for who may change it. */
  readonly staff?: { readonly desk: string; readonly edit?: string };
};

/** A page of the archive that a feature made: a source, a speaker, the history of a post. */
export type RecordPage = {
  readonly kind: 'record';
  readonly frame: Frame;
  readonly title: string;
  /** Of the title, where it is not the interface's. */
  readonly lang?: string;
  readonly dir?: Direction;
  readonly kicker?: Html;
  readonly main: Html;
  readonly wide: boolean;
};

export type ArchivePage = {
  readonly kind: 'archive';
  readonly frame: Frame;
  readonly archive:
    | {
        readonly by: 'category' | 'tag';
        readonly name: string;
        readonly description: Html;
        readonly parents: readonly Link[];
        readonly children: readonly TermLink[];
      }
    | { readonly by: 'date'; readonly year: number; readonly month?: number; readonly day?: number };
  readonly total: number;
  readonly posts: readonly PostCard[];
  readonly pagination: Pagination;
};

export type AuthorPage = {
  readonly kind: 'author';
  readonly frame: Frame;
  readonly profile: AuthorProfile;
  readonly total: number;
  readonly posts: readonly PostCard[];
  readonly pagination: Pagination;
};

export type SearchPage = {
  readonly kind: 'search';
  readonly frame: Frame;
  readonly query: string;
  /** Absent before anything is asked for. `capped` when there are more than were counted. */
  readonly results?: {
    readonly total: number;
    readonly capped: boolean;
    readonly items: readonly SearchItem[];
  };
  readonly pagination: Pagination;
};

export type SearchItem = PostCard & {
  /** The title and a passage, with the words found in `<mark>`. */
  readonly markedTitle: Html;
  readonly passage: Html;
};

export type PasswordPage = {
  readonly kind: 'password';
  readonly frame: Frame;
  readonly title: string;
  readonly dir: Direction;
  readonly action: string;
  /** Why the last one was not taken. */
  readonly refused?: 'wrong' | 'too-many';
};

export type MissingPage = {
  readonly kind: 'missing';
  readonly frame: Frame;
  readonly status: 404 | 410;
  /** Of a post that was withdrawn: when, why (empty where nobody said), and where its history is. */
  readonly withdrawn?: { readonly at: string; readonly note: string; readonly history: string };
  readonly recent: readonly RecentPost[];
};

/** About one reply: it is to be changed, taken back, liked or reported. */
export type DeedPage = {
  readonly kind: 'deed';
  readonly frame: Frame;
  readonly deed: 'edit' | 'delete' | 'like' | 'report' | 'reported' | 'late';
  readonly title: string;
  readonly action: string;
  /** Where the reply stands. */
  readonly back: string;
  readonly post: number;
  readonly token: string;
  readonly reply: {
    readonly author: string;
    readonly face: Face;
    readonly body: Html;
    readonly dir: Direction;
  };
  /** What is written so far. */
  readonly text: string;
  readonly reason?: string;
  readonly problem?: string;
  readonly notice?: string;
};

/** Before set-up: says where the link is. */
export type WelcomePage = {
  readonly kind: 'welcome';
  readonly locale: string;
  readonly direction: Direction;
};

/** A theme: a folder of templates, and the files that it serves under `/-/assets/`. */
export type Theme = {
  readonly name: string;
  readonly render: (page: Page) => Html;
  /** A block of the foot; `index` tells two of a kind apart. */
  readonly block: (block: FooterBlock, index: number, frame: BlockFrame) => Html;
};

/** What a block needs to know of the page that it will stand on. */
export type BlockFrame = Pick<Frame, 'site' | 'locale' | 'direction'>;
