-- platform: an account belongs to its person, not to an organisation
SELECT COUNT(*) AS resets FROM password_resets WHERE user_id = :user AND created_at > :after;
