-- Where words come from, and who said them.

-- A publication that posts quote or republish. A date says as much as is known of it: `2016`, `2016-05`,
-- `2016-05-21`, `2016-05-21T10:00Z`, with `~` where it is about so; `published_key` is its earliest moment.
-- `sought` holds the words by which it is found, folded. One that became part of another stays as the way to that
-- one: what was written with its number goes on to mean something.
CREATE TABLE source (
  site_id BIGINT NOT NULL REFERENCES site (id),
  id BIGINT NOT NULL,
  kind TEXT NOT NULL,
  title TEXT NOT NULL,
  publisher TEXT NOT NULL,
  author TEXT NOT NULL,
  address TEXT,
  canonical TEXT,
  published TEXT,
  published_key TEXT,
  lang TEXT,
  licence TEXT NOT NULL,
  legal_basis TEXT NOT NULL,
  permission TEXT NOT NULL,
  notes TEXT NOT NULL,
  sought TEXT NOT NULL,
  state TEXT NOT NULL,
  merged_into BIGINT,
  created_at TEXT NOT NULL,
  changed_at TEXT NOT NULL,
  PRIMARY KEY (site_id, id)
);
CREATE INDEX source_by_time ON source (site_id, created_at, id) WHERE merged_into IS NULL;
CREATE INDEX source_by_state ON source (site_id, state, created_at, id) WHERE merged_into IS NULL;
CREATE INDEX source_by_kind ON source (site_id, kind, created_at, id) WHERE merged_into IS NULL;
CREATE INDEX source_by_change ON source (site_id, changed_at, id) WHERE merged_into IS NULL;
--sqlite: CREATE INDEX source_by_title ON source (site_id, substr(lower(title), 1, 200), id) WHERE merged_into IS NULL;
--postgres: CREATE INDEX source_by_title ON source (site_id, (substr(lower(title), 1, 200)), id) WHERE merged_into IS NULL;
CREATE INDEX source_merged ON source (site_id, merged_into) WHERE merged_into IS NOT NULL;

-- Every address that a source is known by, in its normal form, or the hash of one that is too long for an index:
-- its original one, its canonical one, those of sources that became part of it.
CREATE TABLE source_address (
  site_id BIGINT NOT NULL,
  address TEXT NOT NULL,
  source_id BIGINT NOT NULL,
  role TEXT NOT NULL,
  PRIMARY KEY (site_id, address),
  FOREIGN KEY (site_id, source_id) REFERENCES source (site_id, id) ON DELETE CASCADE
)
--sqlite: WITHOUT ROWID
;
CREATE INDEX source_address_by_source ON source_address (site_id, source_id);

-- A person or an organisation whose words are quoted.
CREATE TABLE speaker (
  site_id BIGINT NOT NULL REFERENCES site (id),
  id BIGINT NOT NULL,
  slug TEXT NOT NULL,
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  url TEXT,
  description TEXT NOT NULL,
  sought TEXT NOT NULL,
  merged_into BIGINT,
  created_at TEXT NOT NULL,
  changed_at TEXT NOT NULL,
  PRIMARY KEY (site_id, id)
);
--sqlite: CREATE INDEX speaker_by_name ON speaker (site_id, substr(sought, 1, 200), id) WHERE merged_into IS NULL;
--postgres: CREATE INDEX speaker_by_name ON speaker (site_id, (substr(sought, 1, 200)), id) WHERE merged_into IS NULL;
CREATE INDEX speaker_by_time ON speaker (site_id, created_at, id) WHERE merged_into IS NULL;
CREATE INDEX speaker_merged ON speaker (site_id, merged_into) WHERE merged_into IS NOT NULL;

-- Every slug that a speaker has or had: documents name speakers by them.
CREATE TABLE speaker_slug (
  site_id BIGINT NOT NULL,
  slug TEXT NOT NULL,
  speaker_id BIGINT NOT NULL,
  PRIMARY KEY (site_id, slug),
  FOREIGN KEY (site_id, speaker_id) REFERENCES speaker (site_id, id) ON DELETE CASCADE
)
--sqlite: WITHOUT ROWID
;
CREATE INDEX speaker_slug_by_speaker ON speaker_slug (site_id, speaker_id);

-- How a speaker is called, the main name first; in several languages and scripts. `folded` is by what it is found.
CREATE TABLE speaker_name (
  site_id BIGINT NOT NULL,
  speaker_id BIGINT NOT NULL,
  position BIGINT NOT NULL,
  text TEXT NOT NULL,
  lang TEXT,
  folded TEXT NOT NULL,
  PRIMARY KEY (site_id, speaker_id, position),
  FOREIGN KEY (site_id, speaker_id) REFERENCES speaker (site_id, id) ON DELETE CASCADE
)
--sqlite: WITHOUT ROWID
;
CREATE INDEX speaker_name_by_name ON speaker_name (site_id, folded, speaker_id);

-- What somebody is or was, since when and until when, as far as that is known.
CREATE TABLE speaker_role (
  site_id BIGINT NOT NULL,
  speaker_id BIGINT NOT NULL,
  position BIGINT NOT NULL,
  title TEXT NOT NULL,
  organisation TEXT NOT NULL,
  since TEXT,
  until TEXT,
  PRIMARY KEY (site_id, speaker_id, position),
  FOREIGN KEY (site_id, speaker_id) REFERENCES speaker (site_id, id) ON DELETE CASCADE
)
--sqlite: WITHOUT ROWID
;
