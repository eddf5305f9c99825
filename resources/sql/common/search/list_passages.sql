SELECT w.label, w.words, w.language, p.id, p.document_id, p.ordinal, p.page, p.heading, p.text, d.name, d.source_url
FROM passage_words w
JOIN passages p ON p.tenant_id = w.tenant_id AND p.id = w.passage_id
JOIN knowledge_documents d ON d.tenant_id = p.tenant_id AND d.id = p.document_id AND d.generation = p.generation
WHERE w.tenant_id = :tenant AND w.workspace_id = :workspace
  AND w.label IN (SELECT value FROM json_each(:labels))
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
