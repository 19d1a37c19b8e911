-- What comes from elsewhere: republished parts of posts, posts that name where they come from, and one's own
-- posts that others may republish.

-- A republished part of a post's document, by the part's key; an empty key: a source that the post as a whole
-- names. `mode` is `whole`, `excerpt`, `translation`, or for an empty key `named`. `index_policy` is `self`,
-- `source-canonical` or `noindex`. `verdict` is null where nothing is looked for, as in a translation.
CREATE TABLE republication (
  site_id BIGINT NOT NULL,
  post_id BIGINT NOT NULL,
  key TEXT NOT NULL,
  position BIGINT NOT NULL,
  source_id BIGINT NOT NULL,
  via_source_id BIGINT,
  mode TEXT NOT NULL,
  translator TEXT NOT NULL,
  index_policy TEXT NOT NULL,
  licence TEXT NOT NULL,
  legal_basis TEXT NOT NULL,
  permission TEXT NOT NULL,
  capture_id BIGINT,
  text_hash TEXT NOT NULL,
  verdict TEXT,
  -- JSON: a verdict for each paragraph, with its difference.
  checks TEXT NOT NULL,
  checked_at TEXT,
  PRIMARY KEY (site_id, post_id, key),
  FOREIGN KEY (site_id, post_id) REFERENCES post (site_id, id) ON DELETE CASCADE
)
--sqlite: WITHOUT ROWID
;
CREATE INDEX republication_by_source ON republication (site_id, source_id, post_id);
CREATE INDEX republication_pending ON republication (site_id, post_id) WHERE verdict = 'pending';

-- Words of a post that name where it comes from ("via", "originally published at"), with the link beside them.
-- `state` is `found`, `bound` or `dismissed`.
CREATE TABLE attribution (
  site_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  post_id BIGINT NOT NULL,
  cue TEXT NOT NULL,
  passage TEXT NOT NULL,
  address TEXT NOT NULL,
  host TEXT NOT NULL,
  state TEXT NOT NULL,
  found_at TEXT NOT NULL,
  decided_at TEXT,
  decided_by BIGINT,
  PRIMARY KEY (site_id, id),
  UNIQUE (site_id, post_id, address, cue),
  FOREIGN KEY (site_id, post_id) REFERENCES post (site_id, id) ON DELETE CASCADE
);
CREATE INDEX attribution_by_state ON attribution (site_id, state, id);
CREATE INDEX attribution_by_host ON attribution (site_id, state, host, id);

-- Up to which version a post was looked through for such words; 0 for one that is to be looked through.
CREATE TABLE attribution_look (
  site_id BIGINT NOT NULL,
  post_id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  PRIMARY KEY (site_id, post_id),
  FOREIGN KEY (site_id, post_id) REFERENCES post (site_id, id) ON DELETE CASCADE
)
--sqlite: WITHOUT ROWID
;
CREATE INDEX attribution_look_waiting ON attribution_look (site_id, post_id) WHERE version = 0;
INSERT INTO attribution_look (site_id, post_id, version) SELECT site_id, id, 0 FROM post;

-- Whether others may republish a post, where that is not as the site has it.
CREATE TABLE republish_offer (
  site_id BIGINT NOT NULL,
  post_id BIGINT NOT NULL,
  offered INTEGER NOT NULL,
  licence TEXT NOT NULL,
  terms TEXT NOT NULL,
  PRIMARY KEY (site_id, post_id),
  FOREIGN KEY (site_id, post_id) REFERENCES post (site_id, id) ON DELETE CASCADE
)
--sqlite: WITHOUT ROWID
;
