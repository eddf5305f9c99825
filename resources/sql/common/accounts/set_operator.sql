-- platform: an account belongs to its person, not to an organisation
UPDATE users SET is_operator = :is_operator WHERE id = :id;
