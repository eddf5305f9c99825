-- platform: retention deletes what is old, whosever it is
DELETE FROM streams
WHERE (tenant_id, id) IN (SELECT tenant_id, id FROM streams WHERE created_at < :before LIMIT :limit);
