-- platform: retention deletes what ended long ago, whosever it is
DELETE FROM jobs
WHERE state IN ('done', 'failed', 'cancelled') AND finished_at < :before;
