-- What an account can be reached by besides its password.

-- A permission to do one thing once, until an hour: to confirm an address, to choose a new password, to arrive
-- signed in on another host. The link that carries it is made of `nonce` by the install's secret: who reads the
-- database cannot make it. `email` is the address that it was meant for, where it was meant for one.
CREATE TABLE ticket (
  nonce TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  account_id BIGINT REFERENCES account (id) ON DELETE CASCADE,
  email TEXT,
  payload TEXT NOT NULL,
  created_at TEXT NOT NULL,
  expires_at TEXT NOT NULL
);
CREATE INDEX ticket_by_account ON ticket (account_id);
CREATE INDEX ticket_by_expiry ON ticket (expires_at);
