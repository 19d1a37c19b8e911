-- Watching: whether what posts and sources link to is still there, and still says the same.

-- One row for each address of a site, in its normal form; `href` is the address as it is asked for. `state` is
-- unknown, live, dead or drifted; `failures` counts those in a row, from `failing_since` on. `days` is how long the
-- last pause was: it doubles while all is well. `text_sha256` is what the page said when it was last read, and
-- `fine_sha256` what somebody looked at and found to be in order. `told` is the last state that a letter told of.
CREATE TABLE watched_link (
  site_id BIGINT NOT NULL REFERENCES site (id),
  id BIGINT NOT NULL,
  address TEXT NOT NULL,
  href TEXT NOT NULL,
  host TEXT NOT NULL,
  source_id BIGINT,
  state TEXT NOT NULL,
  reason TEXT,
  http_status BIGINT,
  failures BIGINT NOT NULL,
  failing_since TEXT,
  days BIGINT NOT NULL,
  created_at TEXT NOT NULL,
  checked_at TEXT,
  state_at TEXT,
  next_at TEXT,
  etag TEXT,
  last_modified TEXT,
  text_sha256 TEXT,
  fine_sha256 TEXT,
  fine_at TEXT,
  stopped BIGINT NOT NULL,
  told TEXT,
  PRIMARY KEY (site_id, id),
  UNIQUE (site_id, address)
);
CREATE INDEX watched_link_due ON watched_link (next_at, site_id, id) WHERE next_at IS NOT NULL;
CREATE INDEX watched_link_by_state ON watched_link (site_id, state, id);
CREATE INDEX watched_link_by_source ON watched_link (site_id, source_id) WHERE source_id IS NOT NULL;
CREATE INDEX watched_link_untold ON watched_link (site_id, state_at) WHERE state IN ('dead', 'drifted');

-- When somebody was last written to about links of a site: once a day at most.
CREATE TABLE watch_letter (
  site_id BIGINT NOT NULL REFERENCES site (id),
  account_id BIGINT NOT NULL,
  sent_at TEXT NOT NULL,
  PRIMARY KEY (site_id, account_id)
)
--sqlite: WITHOUT ROWID
;

-- What was decided about a copy, and why: readers are told of the last one. `state` is public, private or removed.
CREATE TABLE capture_decision (
  site_id BIGINT NOT NULL,
  capture_id BIGINT NOT NULL,
  at TEXT NOT NULL,
  state TEXT NOT NULL,
  asked_by TEXT NOT NULL,
  ground TEXT NOT NULL,
  account_id BIGINT,
  PRIMARY KEY (site_id, capture_id, at),
  FOREIGN KEY (site_id, capture_id) REFERENCES capture (site_id, id) ON DELETE CASCADE
)
--sqlite: WITHOUT ROWID
;
