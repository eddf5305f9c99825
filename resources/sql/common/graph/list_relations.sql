SELECT id, from_id, to_id, label, other_id, weight, evidence
FROM (
SELECT r.id, r.from_id, r.to_id, r.label, r.to_id AS other_id, SUM(v.weight) AS weight, COUNT(*) AS evidence
FROM relations r
JOIN relation_evidence v ON v.tenant_id = r.tenant_id AND v.relation_id = r.id
JOIN knowledge_documents d ON d.tenant_id = v.tenant_id AND d.id = v.document_id AND d.generation = v.generation
WHERE r.tenant_id = :tenant AND r.from_id = :entity
  AND d.active = 1
  AND (d.user_id = :user
       OR d.visibility = 'public'
       OR (d.visibility = 'organization' AND :is_guest = 0)
       OR (d.visibility = 'shared' AND EXISTS (
               SELECT 1 FROM shares s
               WHERE s.tenant_id = d.tenant_id AND s.kind = 'document' AND s.object_id = d.id
                 AND s.subject_kind = 'user' AND s.subject_id = :user))
       OR (d.visibility = 'team' AND EXISTS (
               SELECT 1 FROM shares s
               JOIN team_members t ON t.tenant_id = s.tenant_id AND t.team_id = s.subject_id
               WHERE s.tenant_id = d.tenant_id AND s.kind = 'document' AND s.object_id = d.id
                 AND s.subject_kind = 'team' AND t.user_id = :user)))
GROUP BY r.id, r.from_id, r.to_id, r.label
UNION ALL
SELECT r.id, r.from_id, r.to_id, r.label, r.from_id AS other_id, SUM(v.weight) AS weight, COUNT(*) AS evidence
FROM relations r
JOIN relation_evidence v ON v.tenant_id = r.tenant_id AND v.relation_id = r.id
JOIN knowledge_documents d ON d.tenant_id = v.tenant_id AND d.id = v.document_id AND d.generation = v.generation
WHERE r.tenant_id = :tenant AND r.to_id = :entity
  AND d.active = 1
  AND (d.user_id = :user
       OR d.visibility = 'public'
       OR (d.visibility = 'organization' AND :is_guest = 0)
       OR (d.visibility = 'shared' AND EXISTS (
               SELECT 1 FROM shares s
               WHERE s.tenant_id = d.tenant_id AND s.kind = 'document' AND s.object_id = d.id
                 AND s.subject_kind = 'user' AND s.subject_id = :user))
       OR (d.visibility = 'team' AND EXISTS (
               SELECT 1 FROM shares s
               JOIN team_members t ON t.tenant_id = s.tenant_id AND t.team_id = s.subject_id
               WHERE s.tenant_id = d.tenant_id AND s.kind = 'document' AND s.object_id = d.id
                 AND s.subject_kind = 'team' AND t.user_id = :user)))
GROUP BY r.id, r.from_id, r.to_id, r.label
) near
ORDER BY weight DESC, id
LIMIT :limit OFFSET :skip
