SELECT v.passage_id, v.document_id, v.begin_at, v.end_at, p.text, p.page, p.heading, d.name AS document_name, d.source_url
FROM relation_evidence v
JOIN passages p ON p.tenant_id = v.tenant_id AND p.id = v.passage_id
JOIN knowledge_documents d ON d.tenant_id = v.tenant_id AND d.id = v.document_id AND d.generation = v.generation
WHERE v.tenant_id = :tenant AND v.relation_id = :relation
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
ORDER BY v.weight DESC, d.name, p.ordinal, v.passage_id
LIMIT :limit
