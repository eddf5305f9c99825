-- platform: what ended long ago is not kept
DELETE FROM webhook_deliveries
WHERE state <> 'waiting' AND ended_at < :before
