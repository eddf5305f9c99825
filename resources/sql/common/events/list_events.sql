SELECT seq, type, data
FROM events
WHERE tenant_id = :tenant AND stream_id = :stream AND seq > :after
ORDER BY seq
LIMIT :limit;
