-- platform: what a dead process left running is found at start, whosever it is
SELECT tenant_id, id, kind, payload, attempts, cancel_requested, leased_by, lease_until
FROM jobs
WHERE state = 'running' AND (lease_until < :lease_before OR leased_by = :dead_owner);
