-- platform: uploads that nobody goes on with are dropped, whosever they are
DELETE FROM knowledge_documents WHERE state = 'uploading' AND updated_at < :before
