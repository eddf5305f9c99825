-- platform: job threads serve all organisations in turn
SELECT tenant_id, kind, MIN(id) AS id
FROM jobs
WHERE state = 'queued' AND run_after <= :now
GROUP BY tenant_id, kind
LIMIT 1000;
