-- platform: the plans are those of all organisations
INSERT INTO plans (id, position, definition, updated_at)
VALUES (:id, (SELECT COALESCE(MAX(p.position), 0) + 1 FROM plans p), :definition, :now)
ON CONFLICT (id) DO UPDATE SET definition = excluded.definition, updated_at = excluded.updated_at;
