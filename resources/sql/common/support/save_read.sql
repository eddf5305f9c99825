INSERT INTO ticket_reads (tenant_id, ticket_id, user_id, seen)
VALUES (:tenant, :ticket, :user, :seen)
ON CONFLICT (tenant_id, ticket_id, user_id) DO UPDATE
SET seen = CASE WHEN ticket_reads.seen < excluded.seen THEN excluded.seen ELSE ticket_reads.seen END
