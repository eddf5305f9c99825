-- platform: whoever signs in is in no organisation yet
SELECT who, attempts, last_at, blocked_until
FROM sign_in_attempts
WHERE who IN (:both, :address, :account)
