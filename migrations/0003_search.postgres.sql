-- The search index: derived from posts, made anew from them at any time.

-- `terms` holds words that are already normalised, and marked with their site. `position` grows with the time of
-- publication. `long_text` is set where a text has more positions than a tsvector keeps: its words, for phrases.
CREATE TABLE search_post (
  site_id BIGINT NOT NULL,
  post_id BIGINT NOT NULL,
  position BIGINT NOT NULL,
  terms TSVECTOR NOT NULL,
  long_text TEXT,
  PRIMARY KEY (site_id, post_id)
);
CREATE INDEX search_post_newest ON search_post (site_id, position);
CREATE INDEX search_post_terms ON search_post USING gin (terms);

-- Posts that changed since they were indexed.
CREATE TABLE search_pending (
  site_id BIGINT NOT NULL,
  post_id BIGINT NOT NULL,
  PRIMARY KEY (site_id, post_id)
);
