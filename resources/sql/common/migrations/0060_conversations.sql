-- Conversations that are pinned, put away, and found again by their words. What is searched is
-- kept without case and accents (core/text/SearchText), as databases fold letters differently;
-- of what was there before, the letters a to z alone are.
ALTER TABLE conversations ADD COLUMN pinned INTEGER NOT NULL DEFAULT 0;
ALTER TABLE conversations ADD COLUMN archived INTEGER NOT NULL DEFAULT 0;
ALTER TABLE conversations ADD COLUMN search_title TEXT NOT NULL DEFAULT '';
UPDATE conversations SET search_title = LOWER(title);
DROP INDEX conversations_by_user;
CREATE INDEX conversations_by_user ON conversations (tenant_id, user_id, archived, pinned, updated_at, id);

ALTER TABLE messages ADD COLUMN search_text TEXT NOT NULL DEFAULT '';
UPDATE messages SET search_text = LOWER(question);
CREATE INDEX messages_by_user ON messages (tenant_id, user_id, id);
