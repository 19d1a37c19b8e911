import type { Generated } from 'kysely';
import type { AccountTables } from './tables/account.ts';
import type { CaptureTables } from './tables/capture.ts';
import type { CommentColumns, CommentTables } from './tables/comment.ts';
import type { HistoryTables } from './tables/history.ts';
import type { LogTables } from './tables/log.ts';
import type { QuotationTables } from './tables/quotation.ts';
import type { ReadingTables } from './tables/reading.ts';
import type { RepublishTables } from './tables/republish.ts';
import type { SecurityTables } from './tables/security.ts';
import type { SourceTables } from './tables/source.ts';
import type { SubscriptionTables } from './tables/subscription.ts';
import type { UnsourcedTables } from './tables/unsourced.ts';
import type { WatchTables } from './tables/watch.ts';
import type { WritingTables } from './tables/writing.ts';

/**
 * Every table, as Kysely sees it, in the order of `migrations/`.
 * Times are UTC ISO text; yes and no are 1 and 0; what is JSON says so.
 */
export type Tables = ReadingTables &
  CaptureTables &
  AccountTables &
  HistoryTables &
  LogTables &
  QuotationTables &
  RepublishTables &
  SecurityTables &
  SubscriptionTables &
  SourceTables &
  CommentTables &
  UnsourcedTables &
  WatchTables &
  WritingTables & {
    install: InstallTable;
    site: SiteTable;
    site_host: SiteHostTable;
    counter: CounterTable;
    author: AuthorTable;
    term: TermTable;
    post: PostTable;
    post_document: PostDocumentTable;
    post_html: PostHtmlTable;
    post_author: PostAuthorTable;
    post_term: PostTermTable;
    post_reference: PostReferenceTable;
    tally: TallyTable;
    redirect: RedirectTable;
    media: MediaTable;
    embed: EmbedTable;
    menu: MenuTable;
    identity: IdentityTable;
    comment: CommentTable;
    import_record: ImportRecordTable;
    legacy_id: LegacyIdTable;
    outbox: OutboxTable;
    job: JobTable;
    change: ChangeTable;
    account: AccountTable;
    credential: CredentialTable;
    session: SessionTable;
    verification: VerificationTable;
    rate_limit: RateLimitTable;
    role: RoleTable;
  };

export type { QuotationTable, QuotationVerdict } from './tables/quotation.ts';

export type YesNo = 0 | 1;

export type InstallTable = { key: string; value: string };

export type SiteTable = {
  id: number;
  title: string;
  tagline: string;
  locale: string;
  time_zone: string;
  calendar: string;
  permalinks: string;
  /** JSON: `SiteSettings` of `site/settings.ts`. */
  settings: string;
  created_at: string;
};

export type SiteHostTable = { host: string; site_id: number; scheme: string; is_primary: YesNo };

export type CounterTable = { site_id: number; kind: string; last: number };

export type AuthorTable = {
  site_id: number;
  id: number;
  slug: string;
  name: string;
  account_id: number | null;
  picture_id: number | null;
  /** JSON: a document. */
  biography: string | null;
  biography_html: string | null;
  /** JSON: `{ label, href }[]`. */
  links: string;
  /** JSON: `string[]`. */
  honours: string;
  lang: string | null;
};

export type TermTable = {
  site_id: number;
  id: number;
  taxonomy: 'category' | 'tag';
  slug: string;
  /** Slugs of its parents and its own: `a/b`. */
  path: string;
  name: string;
  description: string;
  parent_id: number | null;
};

export type PostStatus = 'draft' | 'pending' | 'private' | 'scheduled' | 'published' | 'trash';

export type PostTable = {
  site_id: number;
  id: number;
  type: 'post' | 'page';
  status: PostStatus;
  slug: string;
  path: string | null;
  title: string;
  excerpt: string;
  summary: string;
  lang: string | null;
  dir: 'ltr' | 'rtl';
  parent_id: number | null;
  menu_order: number;
  picture_id: number | null;
  sticky: YesNo;
  password: string | null;
  comments_open: YesNo;
  comment_count: number;
  created_at: string;
  changed_at: string;
  published_at: string | null;
  updated_at: string | null;
  listed_at: string | null;
  version: number;
  words: number;
  minutes: number;
  parts: number;
  guid: string;
  /** JSON object: what an import brought that has no column. */
  meta: string;
};

export type PostDocumentTable = {
  site_id: number;
  post_id: number /** JSON. */;
  document: string;
  text: string;
};

export type PostHtmlTable = {
  site_id: number;
  post_id: number;
  part: number;
  html: string /** JSON: `OutlineEntry[]`. */;
  outline: string;
};

export type PostAuthorTable = {
  site_id: number;
  post_id: number;
  author_id: number;
  position: number;
  listed_at: string | null;
};

export type PostTermTable = {
  site_id: number;
  post_id: number;
  term_id: number;
  position: number;
  listed_at: string | null;
};

export type PostReferenceTable = {
  site_id: number;
  post_id: number;
  kind: 'media' | 'embed' | 'link';
  target: string;
};

export type TallyTable = { site_id: number; list: string; count: number };

export type RedirectTable = {
  site_id: number;
  path: string;
  status: 301 | 302 | 410;
  post_id: number | null;
  target: string | null;
  term_id: number | null;
  created_at: string;
};

export type MediaTable = {
  site_id: number;
  id: number;
  path: string;
  status: 'ready' | 'remote' | 'failed';
  sha256: string | null;
  mime: string;
  bytes: number;
  width: number | null;
  height: number | null;
  duration_ms: number | null;
  title: string;
  alt: string;
  caption: string;
  source_url: string | null;
  /** JSON: the sizes and formats made so far. */
  variants: string;
  author_id: number | null;
  post_id: number | null;
  created_at: string;
  changed_at: string;
};

export type EmbedTable = {
  site_id: number;
  url: string;
  provider: string;
  status: 'pending' | 'ready' | 'failed';
  title: string | null;
  author: string | null;
  picture_id: number | null;
  /** JSON: `{ src, width, height }`. */
  player: string | null;
  fetched_at: string | null;
};

export type MenuTable = {
  site_id: number;
  id: number;
  name: string;
  location: string | null /** JSON: `MenuItem[]`. */;
  items: string;
};

export type IdentityTable = {
  site_id: number;
  id: number;
  kind: 'guest' | 'account' | 'remote' | 'mention';
  name: string;
  url: string | null;
  email: string | null;
  avatar: string | null;
  provider: string | null;
  account_id: number | null;
  author_id: number | null;
  created_at: string;
};

export type CommentTable = CommentColumns & {
  site_id: number;
  id: number;
  post_id: number;
  parent_id: number | null;
  root_id: number;
  depth: number;
  path: string;
  identity_id: number;
  origin: 'local' | 'activitypub' | 'webmention' | 'import';
  origin_uri: string | null;
  status: 'pending' | 'live' | 'spam' | 'removed' | 'tombstone';
  /** JSON. */
  document: string;
  html: string;
  text: string;
  original: string | null;
  dir: 'ltr' | 'rtl';
  published_at: string;
  edited_at: string | null;
};

export type ImportRecordTable = {
  site_id: number;
  source: string;
  kind: string;
  item: string;
  id: number;
  digest: string;
};

export type LegacyIdTable = { site_id: number; kind: string; legacy_id: number; id: number };

export type OutboxTable = {
  id: Generated<number>;
  site_id: number | null;
  kind: string;
  payload: string;
  created_at: string;
};

export type JobTable = {
  id: Generated<number>;
  site_id: number | null;
  kind: string;
  key: string | null;
  payload: string;
  revision: number;
  run_at: string;
  attempts: number;
  locked_by: string | null;
  locked_until: string | null;
  failed_at: string | null;
  error: string | null;
  created_at: string;
};

export type ChangeTable = { id: Generated<number>; origin: string; names: string; at: string };

/** Who signs in; an account of the install. */
export type AccountTable = {
  id: Generated<number>;
  /** Lower case. */
  login: string;
  /** Lower case. */
  email: string;
  email_verified: YesNo;
  name: string;
  image: string | null;
  locale: string;
  /** Owner of the install. */
  is_owner: YesNo;
  /** Whether signing in by password asks for a second factor. */
  two_factor_enabled: Generated<YesNo>;
  created_at: string;
  updated_at: string;
};

/** A way to prove who one is: a password (`provider` is `credential`), or an account elsewhere. */
export type CredentialTable = {
  id: Generated<number>;
  account_id: number;
  provider: string;
  /** The account's ID with the provider; for passwords the account's own. */
  subject: string;
  password: string | null;
  access_token: string | null;
  refresh_token: string | null;
  id_token: string | null;
  access_token_expires_at: string | null;
  refresh_token_expires_at: string | null;
  scope: string | null;
  created_at: string;
  updated_at: string;
};

export type SessionTable = {
  id: Generated<number>;
  account_id: number;
  token: string;
  ip_address: string | null;
  user_agent: string | null;
  expires_at: string;
  created_at: string;
  updated_at: string;
};

export type VerificationTable = {
  id: Generated<number>;
  identifier: string;
  value: string;
  expires_at: string;
  created_at: string;
  updated_at: string;
};

export type RateLimitTable = { id: Generated<number>; key: string; count: number; last_request: number };

export type RoleTable = {
  site_id: number;
  account_id: number;
  role: 'administrator' | 'editor' | 'author' | 'contributor' | 'subscriber';
};
