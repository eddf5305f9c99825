-- platform: operators tell everybody on the server
INSERT INTO announcements (id, title, content, severity, begins_at, ends_at, dismissible, created_at)
VALUES (:id, :title, :content, :severity, :begins_at, :ends_at, :dismissible, :now)
