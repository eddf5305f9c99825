-- platform: an operator verifies the records of all organisations, and retention deletes old ones
SELECT id, name, slug FROM tenants WHERE id > :after ORDER BY id LIMIT 500;
