INSERT INTO shares (tenant_id, kind, object_id, subject_kind, subject_id)
SELECT t.tenant_id, :kind, :object, 'team', t.id
FROM teams t
WHERE t.tenant_id = :tenant AND t.id = :subject
