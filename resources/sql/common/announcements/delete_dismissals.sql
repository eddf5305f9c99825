-- platform: an announcement that was changed, or is gone, was dismissed by nobody
DELETE FROM announcement_dismissals WHERE announcement_id = :id
