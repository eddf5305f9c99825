-- platform: whoever signs in is in no organisation yet
SELECT count(*) AS number FROM sign_in_attempts
