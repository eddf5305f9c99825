INSERT INTO usage_alerts (tenant_id, kind, period_begin, percent, used, most, created_at)
VALUES (:tenant, :kind, :begin, :percent, :used, :most, :now)
ON CONFLICT (tenant_id, kind, period_begin, percent) DO NOTHING
