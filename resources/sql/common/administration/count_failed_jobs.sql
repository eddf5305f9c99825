-- platform: the operator's overview counts work of any organisation that failed
SELECT COUNT(*) AS number FROM jobs WHERE state = 'failed' AND finished_at >= :begin;
