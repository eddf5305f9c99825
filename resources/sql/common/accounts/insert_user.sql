-- platform: an account belongs to its person, not to an organisation
INSERT INTO users (id, email, full_name, password_hash, created_at)
VALUES (:id, :email, :full_name, :password_hash, :now);
