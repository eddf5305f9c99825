SELECT COUNT(*) AS questions,
       COALESCE(SUM(answered), 0) AS answered,
       COALESCE(SUM(row_count), 0) AS rows_returned,
       COALESCE(SUM(answered * ms), 0) AS answered_ms
FROM usage_events
WHERE tenant_id = :tenant AND at >= :begin AND at < :end
