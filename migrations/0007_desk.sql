-- What the desk needs besides what is shown to readers.

-- An address that a category or tag had leads to the one that it has now, however often it moves.
ALTER TABLE redirect ADD COLUMN term_id BIGINT;
CREATE INDEX redirect_by_term ON redirect (site_id, term_id) WHERE term_id IS NOT NULL;

-- The library of media, newest first, and the posts that a picture stands above.
CREATE INDEX media_by_time ON media (site_id, created_at, id);
CREATE INDEX post_by_picture ON post (site_id, picture_id) WHERE picture_id IS NOT NULL;
