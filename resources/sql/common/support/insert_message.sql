INSERT INTO ticket_messages (tenant_id, ticket_id, number, from_support, author, author_name, content, created_at)
VALUES (:tenant, :ticket, :number, :from_support, :author, :name, :content, :now)
