SELECT number, from_support, author_name, content, created_at
FROM ticket_messages
WHERE tenant_id = :tenant AND ticket_id = :ticket
ORDER BY number
