-- The servers that share this database, and until when each is taken to be alive.
CREATE TABLE nodes (
    id TEXT NOT NULL PRIMARY KEY,
    alive_until BIGINT NOT NULL,
    started_at BIGINT NOT NULL
);
-- Which of them answers a question.
ALTER TABLE messages ADD COLUMN node_id TEXT;
