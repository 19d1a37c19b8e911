-- Replies that wait are told of apart from those that are seen: later, together, and in a flood not at all.

-- Up to which reply those that wait were told of.
ALTER TABLE notice ADD COLUMN last_held_id BIGINT NOT NULL DEFAULT 0;
UPDATE notice SET last_held_id = last_comment_id;
