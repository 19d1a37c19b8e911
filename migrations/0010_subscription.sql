-- Mail about replies: who asked for it, what was sent already, and what those who answer for a site want to hear.

-- An address that mail about a site's replies goes to. It goes when its last subscription does.
CREATE TABLE subscriber (
  site_id BIGINT NOT NULL REFERENCES site (id),
  id BIGINT NOT NULL,
  email TEXT NOT NULL,
  account_id BIGINT,
  locale TEXT NOT NULL,
  created_at TEXT NOT NULL,
  PRIMARY KEY (site_id, id),
  UNIQUE (site_id, email)
);
CREATE INDEX subscriber_by_email ON subscriber (email);
CREATE INDEX subscriber_by_account ON subscriber (account_id);

-- `comment_id` is 0 for all replies to the post, else the comment whose answers are wanted. Nothing is sent before
-- `confirmed_at`, but for the letter that asks; `asked_at` is when that went out.
CREATE TABLE subscription (
  site_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  subscriber_id BIGINT NOT NULL,
  post_id BIGINT NOT NULL,
  comment_id BIGINT NOT NULL,
  rhythm TEXT NOT NULL,
  created_at TEXT NOT NULL,
  asked_at TEXT,
  confirmed_at TEXT,
  PRIMARY KEY (site_id, id),
  UNIQUE (site_id, subscriber_id, post_id, comment_id),
  FOREIGN KEY (site_id, subscriber_id) REFERENCES subscriber (site_id, id) ON DELETE CASCADE,
  FOREIGN KEY (site_id, post_id) REFERENCES post (site_id, id) ON DELETE CASCADE
);
CREATE INDEX subscription_by_post ON subscription (site_id, post_id, comment_id, subscriber_id);
CREATE INDEX subscription_unconfirmed ON subscription (created_at) WHERE confirmed_at IS NULL;

-- That a subscriber was told of a comment, or will be in the next digest: once, however often the job runs.
CREATE TABLE delivery (
  site_id BIGINT NOT NULL,
  comment_id BIGINT NOT NULL,
  subscriber_id BIGINT NOT NULL,
  state TEXT NOT NULL,
  at TEXT NOT NULL,
  PRIMARY KEY (site_id, comment_id, subscriber_id),
  FOREIGN KEY (site_id, subscriber_id) REFERENCES subscriber (site_id, id) ON DELETE CASCADE
)
--sqlite: WITHOUT ROWID
;
CREATE INDEX delivery_waiting ON delivery (site_id, subscriber_id, comment_id) WHERE state = 'waiting';
CREATE INDEX delivery_by_time ON delivery (at);

-- The day, by its own calendar, on which a site's digest was last sent.
CREATE TABLE digest (
  site_id BIGINT PRIMARY KEY REFERENCES site (id),
  day TEXT NOT NULL
);

-- Letters that somebody asked for without showing who they are, counted until the span is over; `who` is a keyed
-- hash of an address or a network.
CREATE TABLE letter_request (
  who TEXT PRIMARY KEY,
  count BIGINT NOT NULL,
  until TEXT NOT NULL
);
CREATE INDEX letter_request_by_time ON letter_request (until);

-- How far the mail to those who answer for a site's replies has come.
CREATE TABLE notice (
  site_id BIGINT PRIMARY KEY REFERENCES site (id),
  last_comment_id BIGINT NOT NULL,
  sent_at TEXT
);

-- What an account wants to hear of replies: `everything`, `held` or `never`. No row: what fits its role.
CREATE TABLE notice_preference (
  account_id BIGINT PRIMARY KEY REFERENCES account (id) ON DELETE CASCADE,
  replies TEXT NOT NULL
);

-- Guests ask for what they wrote by the address that they typed.
CREATE INDEX identity_by_email ON identity (lower(email)) WHERE email IS NOT NULL;
CREATE INDEX comment_like_by_sender ON comment_like (sender);
CREATE INDEX comment_report_by_sender ON comment_report (sender);
