-- What a key may do (names of permissions, separated by spaces; NULL: all that its maker may),
-- until when, how often, and when it was last used; the last is written now and then.
ALTER TABLE api_keys ADD COLUMN scopes TEXT;
ALTER TABLE api_keys ADD COLUMN expires_at BIGINT;
ALTER TABLE api_keys ADD COLUMN per_minute INTEGER;
ALTER TABLE api_keys ADD COLUMN last_used_at BIGINT;
