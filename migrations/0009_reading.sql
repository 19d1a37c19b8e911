-- What reading a thread needs. Runs on SQLite and on PostgreSQL, as 0001 says.

-- A long thread in stretches: each begins at a path, and says how many entries are shown up to the next. A page of
-- thousands is found by adding these, not by counting entries. Short threads have none.
CREATE TABLE thread_stretch (
  site_id BIGINT NOT NULL,
  post_id BIGINT NOT NULL,
  start TEXT NOT NULL,
  count BIGINT NOT NULL,
  PRIMARY KEY (site_id, post_id, start),
  FOREIGN KEY (site_id, post_id) REFERENCES post (site_id, id) ON DELETE CASCADE
)
--sqlite: WITHOUT ROWID
;
--postgres: ALTER TABLE thread_stretch ALTER COLUMN start TYPE TEXT COLLATE "C";

-- Threads that begin with the newest reply to the post; the answers to it stay in the order of writing.
CREATE INDEX comment_newest ON comment (site_id, post_id, root_id DESC, path) WHERE status IN ('live', 'tombstone');

-- A reply that somebody began and did not send: kept while they sign in elsewhere, under a keyed hash of the number
-- that their browser has. `fields` is JSON.
CREATE TABLE reply_draft (
  site_id BIGINT NOT NULL,
  post_id BIGINT NOT NULL,
  sender TEXT NOT NULL,
  fields TEXT NOT NULL,
  expires_at TEXT NOT NULL,
  PRIMARY KEY (site_id, post_id, sender),
  FOREIGN KEY (site_id, post_id) REFERENCES post (site_id, id) ON DELETE CASCADE
)
--sqlite: WITHOUT ROWID
;
CREATE INDEX reply_draft_by_expiry ON reply_draft (expires_at);
