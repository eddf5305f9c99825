-- platform: the operator's overview counts the databases of all organisations by their kind
SELECT kind AS name, COUNT(*) AS number FROM connections GROUP BY kind ORDER BY number DESC, kind;
