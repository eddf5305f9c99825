-- platform: an account belongs to its person, and the operator's overview counts all
SELECT COUNT(*) AS users, COALESCE(SUM(is_operator), 0) AS operators FROM users;
