-- platform: files past their age are deleted for all organisations
DELETE FROM schedule_files WHERE created_at < :before
