-- Quotations: words of others in posts, what they are bound to, and what checking them found.

-- One row for each bound quotation of a post's current version, in the order of the text. `text` is what is looked
-- for, in the source's language; `translations` is JSON: what stands beside or for it in other languages.
-- `given_prefix` and `given_suffix` are the words around it as its writer named them; `exact`, `prefix` and
-- `suffix` stand in the source (Web Annotation, TextQuoteSelector), from `start_at` to `end_at` of a named stream of a
-- capture (TextPositionSelector). `asked_hash` is of all that the check is asked. `verdict` is pending, or one of the
-- check's; `checked` is JSON: the check, and what other captures say. `override` is JSON: who vouches for the words, and why.
-- `listed_at` is when the post was published, while everybody may read it.
CREATE TABLE quotation (
  site_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  post_id BIGINT NOT NULL,
  key TEXT NOT NULL,
  position BIGINT NOT NULL,
  inline BIGINT NOT NULL,
  text TEXT NOT NULL,
  text_hash TEXT NOT NULL,
  asked_hash TEXT NOT NULL,
  lang TEXT,
  dir TEXT NOT NULL,
  translations TEXT NOT NULL,
  source_id BIGINT NOT NULL,
  speaker_id BIGINT,
  said TEXT,
  said_key TEXT,
  place TEXT,
  given_capture BIGINT,
  given_prefix TEXT,
  given_suffix TEXT,
  capture_id BIGINT,
  stream TEXT,
  stream_sha256 TEXT,
  start_at BIGINT,
  end_at BIGINT,
  exact TEXT,
  prefix TEXT,
  suffix TEXT,
  verdict TEXT NOT NULL,
  reason TEXT,
  checked TEXT,
  normaliser TEXT,
  checked_at TEXT,
  override TEXT,
  listed_at TEXT,
  created_at TEXT NOT NULL,
  PRIMARY KEY (site_id, id),
  FOREIGN KEY (site_id, post_id) REFERENCES post (site_id, id) ON DELETE CASCADE
);
CREATE UNIQUE INDEX quotation_of_post ON quotation (site_id, post_id, key);
CREATE INDEX quotation_by_source ON quotation (site_id, source_id, id);
CREATE INDEX quotation_by_speaker ON quotation (site_id, speaker_id, id);
CREATE INDEX quotation_by_verdict ON quotation (site_id, verdict, id);
CREATE INDEX quotation_timeline ON quotation (site_id, said_key, id) WHERE listed_at IS NOT NULL;
CREATE INDEX quotation_timeline_of_speaker ON quotation (site_id, speaker_id, said_key, id) WHERE listed_at IS NOT NULL;

-- What is known about words and the streams of a capture: saves find it here, and need not compare again.
CREATE TABLE quotation_check (
  site_id BIGINT NOT NULL REFERENCES site (id),
  asked_hash TEXT NOT NULL,
  capture_id BIGINT NOT NULL,
  streams_hash TEXT NOT NULL,
  normaliser TEXT NOT NULL,
  found TEXT NOT NULL,
  checked_at TEXT NOT NULL,
  PRIMARY KEY (site_id, asked_hash, capture_id, streams_hash, normaliser)
)
--sqlite: WITHOUT ROWID
;

-- A quotation that somebody makes before it stands in a post: `fields` is the form, as JSON. It waits here while its
-- source is archived, and goes when it is put into a text.
CREATE TABLE quotation_draft (
  site_id BIGINT NOT NULL REFERENCES site (id),
  id BIGINT NOT NULL,
  account_id BIGINT NOT NULL REFERENCES account (id) ON DELETE CASCADE,
  source_id BIGINT,
  fields TEXT NOT NULL,
  created_at TEXT NOT NULL,
  PRIMARY KEY (site_id, id)
);
