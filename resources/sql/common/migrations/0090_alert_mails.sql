-- When owners and administrators were mailed about an alert; those from before are not told of any more.
ALTER TABLE usage_alerts ADD COLUMN mailed_at BIGINT;
UPDATE usage_alerts SET mailed_at = created_at;
CREATE INDEX usage_alerts_untold ON usage_alerts (created_at) WHERE mailed_at IS NULL;
