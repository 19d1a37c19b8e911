-- Captures: what stood at an address at a moment, kept whole as a web archive, with the texts that were read from it.

-- `status` is queued, running, done, refused (something answered that is not what was asked for) or failed (nothing
-- usable came). The archive itself lies in the store, under the SHA-256 of its WACZ; `facts` is JSON: where in it the
-- records lie, what was left out and why, what was seen. `attempts` counts how often it was begun.
CREATE TABLE capture (
  site_id BIGINT NOT NULL REFERENCES site (id),
  id BIGINT NOT NULL,
  source_id BIGINT,
  address TEXT NOT NULL,
  final_address TEXT,
  method TEXT NOT NULL,
  status TEXT NOT NULL,
  reason TEXT,
  detail TEXT,
  progress TEXT,
  attempts BIGINT NOT NULL DEFAULT 0,
  http_status BIGINT,
  mime TEXT,
  charset TEXT,
  title TEXT,
  lang TEXT,
  main_sha256 TEXT,
  wacz_sha256 TEXT,
  wacz_bytes BIGINT,
  warc_sha256 TEXT,
  visibility TEXT NOT NULL DEFAULT 'public',
  notice TEXT,
  requested_by BIGINT,
  created_at TEXT NOT NULL,
  changed_at TEXT NOT NULL,
  captured_at TEXT,
  facts TEXT NOT NULL DEFAULT '{}',
  PRIMARY KEY (site_id, id)
);
CREATE INDEX capture_by_source ON capture (site_id, source_id, captured_at, id);
CREATE INDEX capture_by_address ON capture (site_id, address, captured_at);
CREATE INDEX capture_by_archive ON capture (wacz_sha256);
-- Asked for twice while it waits, it is one.
CREATE UNIQUE INDEX capture_waiting ON capture (site_id, address, method) WHERE status IN ('queued', 'running');

-- The texts read from a capture. The text lies in the store under its own SHA-256, the regions and the way back to
-- the bytes (`map_sha256`) beside it. `length` counts UTF-16 units. `unreadable` says why a text stands for nothing.
CREATE TABLE capture_stream (
  site_id BIGINT NOT NULL,
  capture_id BIGINT NOT NULL,
  name TEXT NOT NULL,
  version TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  map_sha256 TEXT NOT NULL,
  length BIGINT NOT NULL,
  lang TEXT,
  observed BIGINT NOT NULL,
  unreadable TEXT,
  PRIMARY KEY (site_id, capture_id, name),
  FOREIGN KEY (site_id, capture_id) REFERENCES capture (site_id, id) ON DELETE CASCADE
)
--sqlite: WITHOUT ROWID
;
CREATE INDEX capture_stream_by_text ON capture_stream (sha256);
