UPDATE connections
SET stage = 'queued', stage_done = 0, stage_total = 0, stage_detail = '', stream_id = :stream, job_id = :job
WHERE tenant_id = :tenant AND id = :id
