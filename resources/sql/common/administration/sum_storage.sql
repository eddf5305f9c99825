-- platform: the operator's overview adds up what rows of answers and documents take
SELECT (SELECT COALESCE(SUM(bytes), 0) FROM results) + (SELECT COALESCE(SUM(stored_bytes), 0) FROM knowledge_documents) AS bytes;
