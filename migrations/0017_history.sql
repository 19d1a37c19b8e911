-- The history of posts in the open: every version that readers saw, corrections, why something was withdrawn.

-- A version of a post that was published, or the withdrawal of one; `version` counts them from 1 for each post, apart
-- from the revisions of the desk, which drafts have too. `content` is the JSON that `digest` is the SHA-256 of; null
-- once it was removed, with what readers are told of that in `redaction`. `words` is the SHA-256 of what it says
-- alone, so that the next save can tell whether readers get something else. `origin` says how it came to be known:
-- it was published here, an import brought it, or it stood there before its history was kept. `listed_at` is the
-- time at which the site's corrections list it, null for what they do not list. `path` is the address that a withdrawn post had.
-- The rows outlive the post: that something was there, and when it went, is no secret.
CREATE TABLE publication (
  site_id BIGINT NOT NULL REFERENCES site (id),
  post_id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  kind TEXT NOT NULL,
  origin TEXT NOT NULL,
  at TEXT NOT NULL,
  listed_at TEXT,
  account_id BIGINT,
  by_name TEXT NOT NULL,
  note TEXT NOT NULL,
  title TEXT NOT NULL,
  lang TEXT,
  path TEXT,
  words TEXT NOT NULL,
  digest TEXT NOT NULL,
  content TEXT,
  redacted_at TEXT,
  redaction TEXT NOT NULL,
  PRIMARY KEY (site_id, post_id, version)
);
CREATE INDEX publication_listed ON publication (site_id, listed_at, post_id, version) WHERE listed_at IS NOT NULL;
CREATE INDEX publication_withdrawn ON publication (site_id, path) WHERE path IS NOT NULL;
CREATE INDEX publication_by_account ON publication (account_id) WHERE account_id IS NOT NULL;

-- How many versions of a post readers have seen: what its page tells besides its text, so that one question gives it.
CREATE TABLE post_record (
  site_id BIGINT NOT NULL,
  post_id BIGINT NOT NULL,
  versions BIGINT NOT NULL,
  PRIMARY KEY (site_id, post_id),
  FOREIGN KEY (site_id, post_id) REFERENCES post (site_id, id) ON DELETE CASCADE
)
--sqlite: WITHOUT ROWID
;
