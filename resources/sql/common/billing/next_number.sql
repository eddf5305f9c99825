-- platform: documents are counted over all organisations
INSERT INTO document_counters (series, last_number) VALUES (:series, 1)
ON CONFLICT (series) DO UPDATE SET last_number = document_counters.last_number + 1
RETURNING last_number;
