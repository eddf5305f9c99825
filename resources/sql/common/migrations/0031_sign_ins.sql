-- When a sign-in was last used; written now and then.
ALTER TABLE sessions ADD COLUMN last_seen_at BIGINT;

-- Attempts to sign in to an account, for its person to look at. An account belongs to its
-- person, so this is no organisation's table; organization_id only says where it led.
CREATE TABLE sign_ins (
    user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    id TEXT NOT NULL,
    at BIGINT NOT NULL,
    organization_id TEXT,
    address TEXT NOT NULL,
    client TEXT NOT NULL,
    outcome TEXT NOT NULL,
    PRIMARY KEY (user_id, id)
);
CREATE INDEX sign_ins_by_time ON sign_ins (at);

-- Links that let somebody choose a new password, each once. Kept as hashes only.
CREATE TABLE password_resets (
    token_hash TEXT NOT NULL PRIMARY KEY,
    user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    used_at BIGINT
);
CREATE INDEX password_resets_by_user ON password_resets (user_id, created_at);
