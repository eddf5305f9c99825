-- platform: whoever signs in is in no organisation yet
SELECT attempts, last_at, blocked_until FROM sign_in_attempts WHERE who = :who
