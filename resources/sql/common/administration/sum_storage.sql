-- platform: the operator's overview adds up what rows of answers take on the disk
SELECT COALESCE(SUM(bytes), 0) AS bytes FROM results;
