import type { Account } from '../account/account.ts';
import type { Action, Actor } from '../account/may.ts';
import type { Html } from '../kit/html.ts';
import type { Incoming, Reply } from '../kit/http/message.ts';
import type { MultipartLimits, UploadedFile } from '../kit/http/multipart.ts';
import type { Translate } from '../kit/i18n/index.ts';
import type { World } from '../kit/world.ts';
import type { Site } from '../site/site.ts';
import type { Notice } from './notice.ts';
import type { Stand } from './stand.ts';

/** A request to the desk by somebody who may make it: who asks, where, and what was sent. */
export type Asked = {
  readonly world: World;
  readonly request: Incoming;
  readonly site: Site;
  readonly account: Account;
  readonly actor: Actor;
  readonly t: Translate;
  /** What stands in the path in place of `:id`, `:name`. */
  readonly params: Readonly<Record<string, string>>;
  /** The fields that were sent; none for a GET. */
  readonly form: URLSearchParams;
  /** Files that came with them, on a route that takes some; they are gone after the answer. */
  readonly files: readonly UploadedFile[];
  /** For the hidden field `token` of every form. */
  readonly token: string;
  /** How what the page's own form changes stands, so that the form says what it began with. */
  readonly stand?: Stand;
  /** Said once: what became of what was done on the page before. */
  readonly notice?: Notice;
};

/** Where a page stands in the navigation. */
export type SectionName =
  | 'home'
  | 'posts'
  | 'pages'
  | 'media'
  | 'categories'
  | 'tags'
  | 'comments'
  | 'sources'
  | 'speakers'
  | 'quotations'
  | 'menus'
  | 'people'
  | 'settings'
  | 'look'
  | 'jobs';

export type DeskPage = {
  readonly title: string;
  readonly section: SectionName;
  readonly main: Html;
  /** Default 200. */
  readonly status?: number;
  /** Stands above the page, in place of what the page before left to say. */
  readonly notice?: Notice;
  /** Beside the heading: "New post". */
  readonly actions?: Html;
  /** Names of islands, files of `editor/` without their ending: `['preview']`. */
  readonly scripts?: readonly string[];
  /** Takes the whole width: an editor, a wide table. */
  readonly wide?: boolean;
};

/** What features are handed to show their pages: the frame of the desk, made in `admin/`. */
export type Desk = { readonly page: (asked: Asked, page: DeskPage) => Promise<Reply> };

/** An action of the table of who may do what, or a rule about what the request names. */
export type Permission = Action | ((asked: Asked) => boolean | Promise<boolean>);

export type DeskRoute = {
  readonly method: 'GET' | 'POST';
  /** Under `/-/admin/`. */
  readonly pattern: string;
  /** Besides `enter-desk`, which everybody here needs. */
  readonly may: Permission;
  /** Longest body, in bytes; default 4 MiB. */
  readonly limit?: number;
  /** Takes files too, of at most so many bytes each and in all. */
  readonly files?: Omit<MultipartLimits, 'folder'>;
  /** How what the form changes stands now: a save checks that nobody else saved since the form was opened. */
  readonly stand?: (asked: Asked) => Promise<Stand | undefined>;
  readonly handle: (desk: Desk, asked: Asked) => Promise<Reply>;
};
