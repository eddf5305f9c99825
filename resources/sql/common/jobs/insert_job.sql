INSERT INTO jobs (tenant_id, id, kind, job_key, payload, checkpoint, state, attempts, run_after, cancel_requested, created_at)
VALUES (:tenant, :id, :kind, :key, :payload, :checkpoint, 'queued', 0, :now, 0, :now);
