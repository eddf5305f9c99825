-- platform: how many questions wait for an operator, in all organisations
SELECT COUNT(*) AS waiting FROM tickets WHERE state = 'open'
