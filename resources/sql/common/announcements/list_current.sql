-- platform: everybody sees them, and dismisses them as a person, whatever the organisation
SELECT a.id, a.title, a.content, a.severity, a.begins_at, a.ends_at, a.dismissible, a.created_at
FROM announcements a
LEFT JOIN announcement_dismissals d ON d.announcement_id = a.id AND d.user_id = :user
WHERE a.begins_at <= :now AND (a.ends_at IS NULL OR a.ends_at > :now)
  AND (a.dismissible = 0 OR d.user_id IS NULL)
ORDER BY a.begins_at DESC, a.id DESC
LIMIT :limit
