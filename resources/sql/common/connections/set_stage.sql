UPDATE connections
SET stage = :stage, stage_done = :done, stage_total = :total, stage_detail = :detail
WHERE tenant_id = :tenant AND id = :id AND stream_id = :stream AND (stage <> 'paused' OR :final = 1)
