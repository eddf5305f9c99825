INSERT INTO shares (tenant_id, kind, object_id, subject_kind, subject_id)
SELECT m.tenant_id, :kind, :object, 'user', m.user_id
FROM memberships m
WHERE m.tenant_id = :tenant AND m.user_id = :subject
