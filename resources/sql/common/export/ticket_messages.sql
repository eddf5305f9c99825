SELECT ticket_id, number, from_support, author_name, content, created_at
FROM ticket_messages
WHERE tenant_id = :tenant
ORDER BY ticket_id, number
LIMIT :limit
