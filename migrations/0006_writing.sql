-- What writing needs: what was written to the letter, the states that a post had, the trash, lists for the desk.
-- Runs on SQLite and on PostgreSQL. A line that begins with `--sqlite:` or `--postgres:` is for that database only.

-- The text as its author wrote it, from which the document was made. A post whose document came another way has none.
CREATE TABLE post_source (
  site_id BIGINT NOT NULL,
  post_id BIGINT NOT NULL,
  format TEXT NOT NULL,
  text TEXT NOT NULL,
  PRIMARY KEY (site_id, post_id),
  FOREIGN KEY (site_id, post_id) REFERENCES post (site_id, id) ON DELETE CASCADE
);

-- A state that a post has or had, by its version: all that was written but the password. `changed` names the fields
-- in which it differs from the one before. Without an account: by an import, or when its hour came.
CREATE TABLE revision (
  site_id BIGINT NOT NULL,
  post_id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  account_id BIGINT,
  note TEXT NOT NULL,
  changed TEXT NOT NULL,
  snapshot TEXT NOT NULL,
  created_at TEXT NOT NULL,
  PRIMARY KEY (site_id, post_id, version),
  FOREIGN KEY (site_id, post_id) REFERENCES post (site_id, id) ON DELETE CASCADE
);

-- What somebody was writing and has not saved: one row for each writer of a post, replaced as they write
-- on. `version` is the one that it began from, `fields` is the form as it stood.
CREATE TABLE autosave (
  site_id BIGINT NOT NULL,
  post_id BIGINT NOT NULL,
  account_id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  fields TEXT NOT NULL,
  saved_at TEXT NOT NULL,
  PRIMARY KEY (site_id, post_id, account_id),
  FOREIGN KEY (site_id, post_id) REFERENCES post (site_id, id) ON DELETE CASCADE,
  FOREIGN KEY (account_id) REFERENCES account (id) ON DELETE CASCADE
);

-- What a post in the trash was before.
CREATE TABLE post_trash (
  site_id BIGINT NOT NULL,
  post_id BIGINT NOT NULL,
  status TEXT NOT NULL,
  account_id BIGINT,
  trashed_at TEXT NOT NULL,
  PRIMARY KEY (site_id, post_id),
  FOREIGN KEY (site_id, post_id) REFERENCES post (site_id, id) ON DELETE CASCADE
);

-- The lists of the desk and of programs, one status at a time. A post without a date of publication is dated by
-- its last change. SQLite looks for words of titles in the index, which is a tenth of the table; PostgreSQL takes no long
-- texts into one.
--sqlite: CREATE INDEX post_dated ON post (site_id, type, status, coalesce(published_at, changed_at), id, title);
--postgres: CREATE INDEX post_dated ON post (site_id, type, status, (coalesce(published_at, changed_at)), id);
CREATE INDEX post_changed ON post (site_id, type, status, changed_at, id);
--sqlite: CREATE INDEX post_titled ON post (site_id, type, status, lower(title), id);
--postgres: CREATE INDEX post_titled ON post (site_id, type, status, (left(lower(title), 200) COLLATE "C"), id);

-- How many posts there are of each type and status: `status:post/draft`.
INSERT INTO tally (site_id, list, count)
SELECT site_id, 'status:' || type || '/' || status, count(*) FROM post GROUP BY site_id, type, status;
