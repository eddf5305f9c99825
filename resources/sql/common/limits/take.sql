INSERT INTO usage_counters (tenant_id, kind, period_begin, used)
SELECT :tenant, CAST(:kind AS TEXT), CAST(:begin AS BIGINT), CAST(:amount AS BIGINT)
WHERE CAST(:amount AS BIGINT) <= CAST(:most AS BIGINT)
ON CONFLICT (tenant_id, kind, period_begin) DO UPDATE SET used = usage_counters.used + excluded.used
WHERE usage_counters.used + excluded.used <= CAST(:most AS BIGINT)
