SELECT position, name, bytes, sealed
FROM workflow_files
WHERE tenant_id = :tenant AND run_id = :run AND (:step_key = '' OR step_key = :step_key)
ORDER BY position
LIMIT 1
