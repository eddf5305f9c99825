-- platform: at start, files that no result of any tenant names are removed
SELECT id
FROM results
WHERE inline_block IS NULL
