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

-- A site's posts that have words in any order, the newest first. The planner does not know what it costs to read
-- a tsvector that is stored out of line, and would rather read every one of them than the index: as functions with
-- settings of their own, these are planned with the index alone. `OFFSET 0` keeps the site's index out of it.
CREATE FUNCTION search_newest(wanted_site BIGINT, asked TSQUERY, most BIGINT) RETURNS TABLE (found BIGINT)
LANGUAGE sql STABLE SET enable_seqscan = off SET enable_indexscan = off SET work_mem = '32MB'
AS $$
  SELECT position FROM (SELECT site_id, position FROM search_post WHERE terms @@ asked OFFSET 0) AS matching
  WHERE site_id = wanted_site ORDER BY position DESC LIMIT most
$$;

-- The same with what is needed to see whether the words stand in their order, from a position on.
CREATE FUNCTION search_candidates(wanted_site BIGINT, asked TSQUERY, since BIGINT) RETURNS SETOF search_post
LANGUAGE sql STABLE SET enable_seqscan = off SET enable_indexscan = off SET work_mem = '32MB'
AS $$
  SELECT * FROM (SELECT * FROM search_post WHERE terms @@ asked OFFSET 0) AS matching
  WHERE site_id = wanted_site AND position >= since ORDER BY position DESC
$$;

-- Posts that changed since they were indexed.
CREATE TABLE search_pending (
  site_id BIGINT NOT NULL,
  post_id BIGINT NOT NULL,
  PRIMARY KEY (site_id, post_id)
);
