-- What was used of a plan's limits in a month: reserved before work begins, settled when its cost is known.
CREATE TABLE usage_counters (
    tenant_id TEXT NOT NULL REFERENCES tenants (id),
    kind TEXT NOT NULL,
    period_begin BIGINT NOT NULL,
    used BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, kind, period_begin)
);

-- That 80, 90 or 100 percent were reached: once each in a month.
CREATE TABLE usage_alerts (
    tenant_id TEXT NOT NULL REFERENCES tenants (id),
    kind TEXT NOT NULL,
    period_begin BIGINT NOT NULL,
    percent BIGINT NOT NULL,
    used BIGINT NOT NULL,
    most BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, kind, period_begin, percent)
);
