SELECT m.passage_id, m.document_id, m.begin_at, m.end_at, m.times, p.text, p.page, p.heading, d.name AS document_name, d.source_url
FROM entity_mentions m
JOIN passages p ON p.tenant_id = m.tenant_id AND p.id = m.passage_id
JOIN knowledge_documents d ON d.tenant_id = m.tenant_id AND d.id = m.document_id AND d.generation = m.generation
WHERE m.tenant_id = :tenant AND m.entity_id = :entity
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
ORDER BY m.times DESC, d.name, p.ordinal, m.passage_id
LIMIT :limit
