-- platform: operators tell everybody on the server
UPDATE announcements
SET title = :title, content = :content, severity = :severity, begins_at = :begins_at, ends_at = :ends_at,
    dismissible = :dismissible
WHERE id = :id
