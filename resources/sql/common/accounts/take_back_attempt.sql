-- platform: whoever signs in is in no organisation yet
UPDATE sign_in_attempts SET attempts = attempts - 1 WHERE who = :who AND attempts > 0
