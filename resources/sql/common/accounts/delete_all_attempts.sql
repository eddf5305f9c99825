-- platform: whoever signs in is in no organisation yet
DELETE FROM sign_in_attempts
