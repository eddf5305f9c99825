-- platform: a person dismisses it, whatever the organisation
INSERT INTO announcement_dismissals (announcement_id, user_id, dismissed_at)
VALUES (:id, :user, :now)
ON CONFLICT (announcement_id, user_id) DO NOTHING
