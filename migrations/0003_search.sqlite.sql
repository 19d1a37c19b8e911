-- The search index: derived from posts, made anew from them at any time.

-- Where each post stands in the index. Positions grow with the time of publication.
CREATE TABLE search_post (
  position INTEGER PRIMARY KEY,
  site_id BIGINT NOT NULL,
  post_id BIGINT NOT NULL,
  UNIQUE (site_id, post_id)
);

-- Words only, already normalised and marked with their site; `rowid` is the position. The tokenizer splits at
-- spaces. Beginnings of two and of three letters have lists of their own: the mark is one character more.
CREATE VIRTUAL TABLE search_text USING fts5 (
  words,
  content = '',
  contentless_delete = 1,
  tokenize = 'ascii',
  prefix = '3 4'
);

-- Posts that changed since they were indexed.
CREATE TABLE search_pending (
  site_id BIGINT NOT NULL,
  post_id BIGINT NOT NULL,
  PRIMARY KEY (site_id, post_id)
) WITHOUT ROWID;
