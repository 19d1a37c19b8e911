-- The tables of sites and of what they publish.
-- Runs on SQLite and on PostgreSQL. A line that begins with `--sqlite:` or `--postgres:` is for that database only.
-- Times are UTC ISO text of fixed width; yes and no are 1 and 0; IDs are a site's, from its counters.

CREATE TABLE install (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL
);

CREATE TABLE site (
  id BIGINT PRIMARY KEY,
  title TEXT NOT NULL,
  tagline TEXT NOT NULL,
  locale TEXT NOT NULL,
  time_zone TEXT NOT NULL,
  calendar TEXT NOT NULL,
  permalinks TEXT NOT NULL,
  settings TEXT NOT NULL,
  created_at TEXT NOT NULL
);

-- The hosts by which a site is found; the primary one stands in its feeds and canonical addresses.
CREATE TABLE site_host (
  host TEXT PRIMARY KEY,
  site_id BIGINT NOT NULL REFERENCES site (id),
  scheme TEXT NOT NULL,
  is_primary INTEGER NOT NULL
);
CREATE INDEX site_host_by_site ON site_host (site_id);

-- The last ID given out, for each kind of thing that a site numbers.
CREATE TABLE counter (
  site_id BIGINT NOT NULL,
  kind TEXT NOT NULL,
  last BIGINT NOT NULL,
  PRIMARY KEY (site_id, kind)
);

-- Who signs posts on a site. An author may have an account of the install, or none (an imported byline).
CREATE TABLE author (
  site_id BIGINT NOT NULL REFERENCES site (id),
  id BIGINT NOT NULL,
  slug TEXT NOT NULL,
  name TEXT NOT NULL,
  account_id BIGINT,
  picture_id BIGINT,
  biography TEXT,
  biography_html TEXT,
  links TEXT NOT NULL,
  honours TEXT NOT NULL,
  lang TEXT,
  PRIMARY KEY (site_id, id),
  UNIQUE (site_id, slug)
);
CREATE INDEX author_by_account ON author (account_id);

CREATE TABLE term (
  site_id BIGINT NOT NULL REFERENCES site (id),
  id BIGINT NOT NULL,
  taxonomy TEXT NOT NULL,
  slug TEXT NOT NULL,
  path TEXT NOT NULL,
  name TEXT NOT NULL,
  description TEXT NOT NULL,
  parent_id BIGINT,
  PRIMARY KEY (site_id, id),
  UNIQUE (site_id, taxonomy, path)
);

-- A page is a kind of post. `path` is where readers find it, null while it has no public address.
-- `listed_at` is the time by which archives and feeds list it, null while they do not.
CREATE TABLE post (
  site_id BIGINT NOT NULL REFERENCES site (id),
  id BIGINT NOT NULL,
  type TEXT NOT NULL,
  status TEXT NOT NULL,
  slug TEXT NOT NULL,
  path TEXT,
  title TEXT NOT NULL,
  excerpt TEXT NOT NULL,
  summary TEXT NOT NULL,
  lang TEXT,
  dir TEXT NOT NULL,
  parent_id BIGINT,
  menu_order BIGINT NOT NULL,
  picture_id BIGINT,
  sticky INTEGER NOT NULL,
  password TEXT,
  comments_open INTEGER NOT NULL,
  comment_count BIGINT NOT NULL,
  created_at TEXT NOT NULL,
  changed_at TEXT NOT NULL,
  published_at TEXT,
  updated_at TEXT,
  listed_at TEXT,
  version BIGINT NOT NULL,
  words BIGINT NOT NULL,
  minutes BIGINT NOT NULL,
  parts BIGINT NOT NULL,
  guid TEXT NOT NULL,
  meta TEXT NOT NULL,
  PRIMARY KEY (site_id, id)
);
CREATE UNIQUE INDEX post_by_path ON post (site_id, path);
CREATE INDEX post_by_slug ON post (site_id, type, slug);
CREATE INDEX post_listed ON post (site_id, listed_at, id);
CREATE INDEX post_by_status ON post (site_id, type, status, published_at, id);
CREATE INDEX post_by_parent ON post (site_id, parent_id);
CREATE INDEX post_sticky ON post (site_id, sticky, listed_at, id);

-- What was written: the truth. `text` is the document's plain text.
CREATE TABLE post_document (
  site_id BIGINT NOT NULL,
  post_id BIGINT NOT NULL,
  document TEXT NOT NULL,
  text TEXT NOT NULL,
  PRIMARY KEY (site_id, post_id),
  FOREIGN KEY (site_id, post_id) REFERENCES post (site_id, id) ON DELETE CASCADE
);

-- What readers get, rendered when the post was saved: a row for each page of a post.
CREATE TABLE post_html (
  site_id BIGINT NOT NULL,
  post_id BIGINT NOT NULL,
  part BIGINT NOT NULL,
  html TEXT NOT NULL,
  outline TEXT NOT NULL,
  PRIMARY KEY (site_id, post_id, part),
  FOREIGN KEY (site_id, post_id) REFERENCES post (site_id, id) ON DELETE CASCADE
);

CREATE TABLE post_author (
  site_id BIGINT NOT NULL,
  post_id BIGINT NOT NULL,
  author_id BIGINT NOT NULL,
  position BIGINT NOT NULL,
  listed_at TEXT,
  PRIMARY KEY (site_id, post_id, author_id),
  FOREIGN KEY (site_id, post_id) REFERENCES post (site_id, id) ON DELETE CASCADE,
  FOREIGN KEY (site_id, author_id) REFERENCES author (site_id, id)
)
--sqlite: WITHOUT ROWID
;
CREATE INDEX post_author_listed ON post_author (site_id, author_id, listed_at, post_id);

-- A category above one of a post's own stands here too, at position -1: its archive lists the post.
CREATE TABLE post_term (
  site_id BIGINT NOT NULL,
  post_id BIGINT NOT NULL,
  term_id BIGINT NOT NULL,
  position BIGINT NOT NULL,
  listed_at TEXT,
  PRIMARY KEY (site_id, post_id, term_id),
  FOREIGN KEY (site_id, post_id) REFERENCES post (site_id, id) ON DELETE CASCADE,
  FOREIGN KEY (site_id, term_id) REFERENCES term (site_id, id)
)
--sqlite: WITHOUT ROWID
;
CREATE INDEX post_term_listed ON post_term (site_id, term_id, listed_at, post_id);

-- What a post's text refers to, so that it can be rendered anew when that changes: media, embeds.
CREATE TABLE post_reference (
  site_id BIGINT NOT NULL,
  post_id BIGINT NOT NULL,
  kind TEXT NOT NULL,
  target TEXT NOT NULL,
  PRIMARY KEY (site_id, kind, target, post_id),
  FOREIGN KEY (site_id, post_id) REFERENCES post (site_id, id) ON DELETE CASCADE
)
--sqlite: WITHOUT ROWID
;
CREATE INDEX post_reference_by_post ON post_reference (site_id, post_id);

-- How many posts each list shows: `posts`, `term:5`, `author:3`, `month:2016-05`.
CREATE TABLE tally (
  site_id BIGINT NOT NULL,
  list TEXT NOT NULL,
  count BIGINT NOT NULL,
  PRIMARY KEY (site_id, list)
)
--sqlite: WITHOUT ROWID
;

-- Addresses that were: 301 to a post or to an address, or 410 when what stood there was deleted.
CREATE TABLE redirect (
  site_id BIGINT NOT NULL REFERENCES site (id),
  path TEXT NOT NULL,
  status INTEGER NOT NULL,
  post_id BIGINT,
  target TEXT,
  created_at TEXT NOT NULL,
  PRIMARY KEY (site_id, path)
);
CREATE INDEX redirect_by_post ON redirect (site_id, post_id);

CREATE TABLE media (
  site_id BIGINT NOT NULL REFERENCES site (id),
  id BIGINT NOT NULL,
  path TEXT NOT NULL,
  status TEXT NOT NULL,
  sha256 TEXT,
  mime TEXT NOT NULL,
  bytes BIGINT NOT NULL,
  width BIGINT,
  height BIGINT,
  duration_ms BIGINT,
  title TEXT NOT NULL,
  alt TEXT NOT NULL,
  caption TEXT NOT NULL,
  source_url TEXT,
  variants TEXT NOT NULL,
  author_id BIGINT,
  post_id BIGINT,
  created_at TEXT NOT NULL,
  changed_at TEXT NOT NULL,
  PRIMARY KEY (site_id, id),
  UNIQUE (site_id, path)
);
CREATE INDEX media_by_sha256 ON media (site_id, sha256);
CREATE INDEX media_by_source ON media (site_id, source_url);

CREATE TABLE embed (
  site_id BIGINT NOT NULL REFERENCES site (id),
  url TEXT NOT NULL,
  provider TEXT NOT NULL,
  status TEXT NOT NULL,
  title TEXT,
  author TEXT,
  picture_id BIGINT,
  player TEXT,
  fetched_at TEXT,
  PRIMARY KEY (site_id, url)
);

CREATE TABLE menu (
  site_id BIGINT NOT NULL REFERENCES site (id),
  id BIGINT NOT NULL,
  name TEXT NOT NULL,
  location TEXT,
  items TEXT NOT NULL,
  PRIMARY KEY (site_id, id)
);
CREATE UNIQUE INDEX menu_by_location ON menu (site_id, location);

-- Who replied, as shown at the time: a guest, an account, a remote actor, the author of a mention.
CREATE TABLE identity (
  site_id BIGINT NOT NULL REFERENCES site (id),
  id BIGINT NOT NULL,
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  url TEXT,
  email TEXT,
  avatar TEXT,
  provider TEXT,
  account_id BIGINT,
  author_id BIGINT,
  created_at TEXT NOT NULL,
  PRIMARY KEY (site_id, id)
);
CREATE INDEX identity_by_account ON identity (account_id);

-- `path` puts a thread in reading order: the IDs of a reply's ancestors and its own, each of fixed width.
CREATE TABLE comment (
  site_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  post_id BIGINT NOT NULL,
  parent_id BIGINT,
  root_id BIGINT NOT NULL,
  depth BIGINT NOT NULL,
  path TEXT NOT NULL,
  identity_id BIGINT NOT NULL,
  origin TEXT NOT NULL,
  origin_uri TEXT,
  status TEXT NOT NULL,
  document TEXT NOT NULL,
  html TEXT NOT NULL,
  text TEXT NOT NULL,
  original TEXT,
  dir TEXT NOT NULL,
  published_at TEXT NOT NULL,
  edited_at TEXT,
  PRIMARY KEY (site_id, id),
  FOREIGN KEY (site_id, post_id) REFERENCES post (site_id, id) ON DELETE CASCADE,
  FOREIGN KEY (site_id, identity_id) REFERENCES identity (site_id, id)
);
--postgres: ALTER TABLE comment ALTER COLUMN path TYPE TEXT COLLATE "C";
CREATE INDEX comment_by_status ON comment (site_id, post_id, status, id);
CREATE INDEX comment_shown ON comment (site_id, post_id, path) WHERE status IN ('live', 'tombstone');
CREATE INDEX comment_recent ON comment (site_id, status, published_at, id);
CREATE INDEX comment_by_parent ON comment (site_id, parent_id);
CREATE INDEX comment_by_identity ON comment (site_id, identity_id);
CREATE UNIQUE INDEX comment_by_origin ON comment (site_id, origin_uri);

-- What each import made of what it read, so that the same import again changes only what changed.
CREATE TABLE import_record (
  site_id BIGINT NOT NULL REFERENCES site (id),
  source TEXT NOT NULL,
  kind TEXT NOT NULL,
  item TEXT NOT NULL,
  id BIGINT NOT NULL,
  digest TEXT NOT NULL,
  PRIMARY KEY (site_id, source, kind, item)
)
--sqlite: WITHOUT ROWID
;

-- IDs that things had where they came from, when the site gave them another.
CREATE TABLE legacy_id (
  site_id BIGINT NOT NULL REFERENCES site (id),
  kind TEXT NOT NULL,
  legacy_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  PRIMARY KEY (site_id, kind, legacy_id)
)
--sqlite: WITHOUT ROWID
;

-- Events, written in the transaction that they tell of; a worker hands each to who subscribed.
CREATE TABLE outbox (
  id
--sqlite: INTEGER PRIMARY KEY AUTOINCREMENT,
--postgres: BIGINT PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY,
  site_id BIGINT,
  kind TEXT NOT NULL,
  payload TEXT NOT NULL,
  created_at TEXT NOT NULL
);

-- Work to be done later, once. `key` makes it one job however often it is asked for; `revision` counts the asking.
-- A worker that holds a job writes its mark in `locked_by` until `locked_until`. `failed_at` marks a dead letter.
CREATE TABLE job (
  id
--sqlite: INTEGER PRIMARY KEY AUTOINCREMENT,
--postgres: BIGINT PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY,
  site_id BIGINT,
  kind TEXT NOT NULL,
  key TEXT,
  payload TEXT NOT NULL,
  revision BIGINT NOT NULL,
  run_at TEXT NOT NULL,
  attempts BIGINT NOT NULL,
  locked_by TEXT,
  locked_until TEXT,
  failed_at TEXT,
  error TEXT,
  created_at TEXT NOT NULL
);
CREATE INDEX job_due ON job (run_at, id) WHERE failed_at IS NULL;
CREATE INDEX job_dead ON job (failed_at) WHERE failed_at IS NOT NULL;
CREATE UNIQUE INDEX job_by_key ON job (kind, key);

-- Names of what each transaction changed, for the page caches of other processes.
CREATE TABLE change (
  id
--sqlite: INTEGER PRIMARY KEY AUTOINCREMENT,
--postgres: BIGINT PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY,
  origin TEXT NOT NULL,
  names TEXT NOT NULL,
  at TEXT NOT NULL
);
