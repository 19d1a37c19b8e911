-- Replying and moderating. Runs on SQLite and on PostgreSQL, as 0001 says.

-- `standing` is what was decided about a reply: pending, live, spam, removed. `status` is what readers get of it: the
-- same, or `tombstone` where it is not live and others answered it, so that their thread keeps its shape.
ALTER TABLE comment ADD COLUMN standing TEXT NOT NULL DEFAULT 'pending';
UPDATE comment SET standing = CASE status WHEN 'tombstone' THEN 'removed' ELSE status END;
-- When it was live for the first time; and its standing before it went into the trash.
ALTER TABLE comment ADD COLUMN live_at TEXT;
UPDATE comment SET live_at = published_at WHERE status = 'live';
ALTER TABLE comment ADD COLUMN standing_before TEXT;
-- Who sent it, as far as that can be told: `account:12`, or a keyed hash of a number that the browser keeps.
ALTER TABLE comment ADD COLUMN sender TEXT;
-- A keyed hash of the network that it came from, forgotten after some days. No address is ever written down.
ALTER TABLE comment ADD COLUMN network TEXT;
-- What it was written in: markdown, html.
ALTER TABLE comment ADD COLUMN format TEXT;
-- JSON: the phases that held it, each with its facts.
ALTER TABLE comment ADD COLUMN reasons TEXT NOT NULL DEFAULT '[]';
-- How like spam its words are, 0 to 1000; 500 where nothing is known. It ranks the queue and decides nothing.
ALTER TABLE comment ADD COLUMN spam_rank BIGINT NOT NULL DEFAULT 500;
-- What its words were taught as: ham, spam.
ALTER TABLE comment ADD COLUMN taught TEXT;
-- Finds the same text again.
ALTER TABLE comment ADD COLUMN digest TEXT;
-- JSON: the passage of the post that it speaks of (`exact`, `prefix`, `suffix`, `start`).
ALTER TABLE comment ADD COLUMN quote TEXT;
ALTER TABLE comment ADD COLUMN lang TEXT;
ALTER TABLE comment ADD COLUMN likes BIGINT NOT NULL DEFAULT 0;
ALTER TABLE comment ADD COLUMN reports BIGINT NOT NULL DEFAULT 0;
-- Why somebody of the site changed its words.
ALTER TABLE comment ADD COLUMN edit_note TEXT;

CREATE INDEX comment_queue ON comment (site_id, standing, published_at, id);
CREATE INDEX comment_of_post ON comment (site_id, post_id, standing, published_at, id);
CREATE INDEX comment_ranked ON comment (site_id, spam_rank, id) WHERE standing = 'pending';
CREATE INDEX comment_reported ON comment (site_id, published_at, id) WHERE reports > 0;
CREATE INDEX comment_by_sender ON comment (site_id, sender, published_at) WHERE sender IS NOT NULL;
CREATE INDEX comment_by_network ON comment (site_id, network, published_at) WHERE network IS NOT NULL;
CREATE INDEX comment_by_digest ON comment (site_id, digest, published_at) WHERE digest IS NOT NULL;

-- One of each sender.
CREATE TABLE comment_like (
  site_id BIGINT NOT NULL,
  comment_id BIGINT NOT NULL,
  sender TEXT NOT NULL,
  network TEXT,
  created_at TEXT NOT NULL,
  PRIMARY KEY (site_id, comment_id, sender),
  FOREIGN KEY (site_id, comment_id) REFERENCES comment (site_id, id) ON DELETE CASCADE
)
--sqlite: WITHOUT ROWID
;
CREATE INDEX comment_like_by_network ON comment_like (site_id, network, created_at) WHERE network IS NOT NULL;

CREATE TABLE comment_report (
  site_id BIGINT NOT NULL,
  comment_id BIGINT NOT NULL,
  sender TEXT NOT NULL,
  network TEXT,
  reason TEXT NOT NULL,
  note TEXT NOT NULL,
  created_at TEXT NOT NULL,
  PRIMARY KEY (site_id, comment_id, sender),
  FOREIGN KEY (site_id, comment_id) REFERENCES comment (site_id, id) ON DELETE CASCADE
)
--sqlite: WITHOUT ROWID
;
CREATE INDEX comment_report_by_network ON comment_report (site_id, network, created_at) WHERE network IS NOT NULL;

-- What was done in moderation, by whom, and what is needed to undo it. A batch is what one press of a button did.
CREATE TABLE comment_audit (
  site_id BIGINT NOT NULL REFERENCES site (id),
  id BIGINT NOT NULL,
  batch BIGINT NOT NULL,
  action TEXT NOT NULL,
  account_id BIGINT,
  comment_id BIGINT,
  post_id BIGINT,
  -- JSON: what was before, and what is since.
  before TEXT NOT NULL,
  after TEXT NOT NULL,
  note TEXT NOT NULL,
  undone_at TEXT,
  created_at TEXT NOT NULL,
  PRIMARY KEY (site_id, id)
);
CREATE INDEX comment_audit_by_batch ON comment_audit (site_id, batch);
CREATE INDEX comment_audit_by_comment ON comment_audit (site_id, comment_id, id);

-- Whose replies are refused, or taken as spam without their being told: an account or browser (`sender`), a network
-- (a keyed hash that expires), a domain of addresses and links.
CREATE TABLE ban (
  site_id BIGINT NOT NULL REFERENCES site (id),
  id BIGINT NOT NULL,
  kind TEXT NOT NULL,
  value TEXT NOT NULL,
  label TEXT NOT NULL,
  effect TEXT NOT NULL,
  note TEXT NOT NULL,
  account_id BIGINT,
  created_at TEXT NOT NULL,
  expires_at TEXT,
  PRIMARY KEY (site_id, id),
  UNIQUE (site_id, kind, value)
);

-- What moderators taught: in how many replies of each kind a word stood. The empty word counts the replies.
CREATE TABLE spam_token (
  site_id BIGINT NOT NULL REFERENCES site (id),
  token TEXT NOT NULL,
  ham BIGINT NOT NULL,
  spam BIGINT NOT NULL,
  PRIMARY KEY (site_id, token)
)
--sqlite: WITHOUT ROWID
;
