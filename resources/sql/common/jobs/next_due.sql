-- platform: job threads sleep until the next job of any organisation may run
SELECT MIN(run_after) AS due FROM jobs WHERE state = 'queued';
