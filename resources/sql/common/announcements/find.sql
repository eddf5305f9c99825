-- platform: announcements are the platform's
SELECT id, title, content, severity, begins_at, ends_at, dismissible, created_at
FROM announcements
WHERE id = :id
