-- platform: asks only whether the database answers
SELECT 1 AS alive;
