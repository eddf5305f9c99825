SELECT c.id, c.user_id, c.connection_id, c.title, c.updated_at, c.visibility, c.pinned, c.archived, c.branch_of, m.id AS message_id, m.question, m.answer
FROM conversations c
LEFT JOIN (SELECT n.tenant_id, n.conversation_id, MAX(n.id) AS id
           FROM (SELECT tenant_id, conversation_id, id, search_text
                 FROM messages
                 WHERE tenant_id = :tenant AND user_id = :user
                 ORDER BY id DESC
                 LIMIT :most) n
           WHERE n.search_text LIKE :word1 ESCAPE '!'
             AND n.search_text LIKE :word2 ESCAPE '!'
             AND n.search_text LIKE :word3 ESCAPE '!'
             AND n.search_text LIKE :word4 ESCAPE '!'
             AND n.search_text LIKE :word5 ESCAPE '!'
             AND n.search_text LIKE :word6 ESCAPE '!'
           GROUP BY n.tenant_id, n.conversation_id) h ON h.tenant_id = c.tenant_id AND h.conversation_id = c.id
LEFT JOIN messages m ON m.tenant_id = c.tenant_id AND m.id = h.id
WHERE c.tenant_id = :tenant AND c.user_id = :user
  AND (h.id IS NOT NULL
       OR (c.search_title LIKE :word1 ESCAPE '!'
           AND c.search_title LIKE :word2 ESCAPE '!'
           AND c.search_title LIKE :word3 ESCAPE '!'
           AND c.search_title LIKE :word4 ESCAPE '!'
           AND c.search_title LIKE :word5 ESCAPE '!'
           AND c.search_title LIKE :word6 ESCAPE '!'))
  AND (c.updated_at < :before_at OR (c.updated_at = :before_at AND c.id < :before_id))
  AND (:anywhere = 1 OR EXISTS (SELECT 1 FROM connections d
                                WHERE d.tenant_id = c.tenant_id AND d.id = c.connection_id AND d.workspace_id = :workspace))
ORDER BY c.updated_at DESC, c.id DESC
LIMIT :limit
