-- How a connection was the last time that anything was asked of it.
ALTER TABLE connections ADD COLUMN health_state TEXT;
ALTER TABLE connections ADD COLUMN health_checked_at INTEGER;
ALTER TABLE connections ADD COLUMN health_ms INTEGER;
ALTER TABLE connections ADD COLUMN health_detail TEXT;
