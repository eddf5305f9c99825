-- platform: an account belongs to its person, not to an organisation
UPDATE users SET full_name = :full_name WHERE id = :id;
