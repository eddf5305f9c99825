SELECT e.id, MAX(m.name) AS name, MAX(m.sureness) AS sureness, SUM(m.times) AS mentions,
       COUNT(DISTINCT m.document_id) AS documents
FROM entities e
JOIN entity_mentions m ON m.tenant_id = e.tenant_id AND m.entity_id = e.id
JOIN knowledge_documents d ON d.tenant_id = m.tenant_id AND d.id = m.document_id AND d.generation = m.generation
WHERE e.tenant_id = :tenant AND e.workspace_id = :workspace
  AND e.name_key LIKE :word1 ESCAPE '!'
  AND e.name_key LIKE :word2 ESCAPE '!'
  AND e.name_key LIKE :word3 ESCAPE '!'
  AND e.name_key LIKE :word4 ESCAPE '!'
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
GROUP BY e.id, e.name_key
HAVING (CAST(:kind AS BIGINT) < 0 OR MAX(m.sureness) % 10 = CAST(:kind AS BIGINT))
ORDER BY CASE WHEN e.name_key = :whole THEN 0 ELSE 1 END, SUM(m.times) DESC, MAX(m.name), e.id
LIMIT :limit OFFSET :skip
