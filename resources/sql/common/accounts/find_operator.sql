-- platform: an account belongs to its person, not to an organisation
SELECT is_operator FROM users WHERE id = :id;
