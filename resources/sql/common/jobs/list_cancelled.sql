-- platform: a server looks which of the jobs that it runs, whosever they are, were cancelled at another one
SELECT id
FROM jobs
WHERE state = 'running' AND cancel_requested = 1 AND leased_by = :owner
LIMIT 1000;
