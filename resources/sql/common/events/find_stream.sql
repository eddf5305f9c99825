SELECT s.finished_at,
       COALESCE((SELECT MAX(e.seq) FROM events e WHERE e.tenant_id = s.tenant_id AND e.stream_id = s.id), 0) AS last_seq
FROM streams s
WHERE s.tenant_id = :tenant AND s.id = :id;
