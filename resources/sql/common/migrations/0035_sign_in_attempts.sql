-- How often somebody tried to sign in lately, for all servers of this database alike. Who is a
-- keyed hash of account, address or both: the table tells neither who has an account nor what
-- was typed. Rows live an hour.
CREATE TABLE sign_in_attempts (
    who TEXT NOT NULL PRIMARY KEY,
    attempts INTEGER NOT NULL,
    last_at BIGINT NOT NULL,
    blocked_until BIGINT NOT NULL
);
CREATE INDEX sign_in_attempts_by_time ON sign_in_attempts (last_at);
