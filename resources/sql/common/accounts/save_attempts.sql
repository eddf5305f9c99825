-- platform: whoever signs in is in no organisation yet
INSERT INTO sign_in_attempts (who, attempts, last_at, blocked_until)
VALUES (:who, :attempts, :now, :blocked_until)
ON CONFLICT (who) DO UPDATE
SET attempts = excluded.attempts, last_at = excluded.last_at, blocked_until = excluded.blocked_until
