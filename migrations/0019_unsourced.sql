-- Quotations that stand in posts without a source, as they were found by their marks, and what was decided about them.

-- One row for each, by the words and which of their places in the post it is (`digest`), so that what was dismissed
-- stays so when the text around changes. `position` counts UTF-16 units of the post's plain text. `links` is JSON, the
-- nearest first; `address_key` is the key of the first, by which those of one source are taken together. `state` is
-- open or dismissed.
CREATE TABLE unsourced_quotation (
  site_id BIGINT NOT NULL,
  post_id BIGINT NOT NULL,
  digest TEXT NOT NULL,
  position BIGINT NOT NULL,
  shape TEXT NOT NULL,
  text TEXT NOT NULL,
  dir TEXT NOT NULL,
  speaker TEXT,
  verb TEXT,
  date_text TEXT,
  said TEXT,
  links TEXT NOT NULL,
  address_key TEXT,
  state TEXT NOT NULL,
  decided_by BIGINT,
  found_at TEXT NOT NULL,
  PRIMARY KEY (site_id, post_id, digest),
  FOREIGN KEY (site_id, post_id) REFERENCES post (site_id, id) ON DELETE CASCADE
);
CREATE INDEX unsourced_quotation_listed ON unsourced_quotation (site_id, state, post_id, position);
CREATE INDEX unsourced_quotation_by_address ON unsourced_quotation (site_id, state, address_key, post_id, position);
