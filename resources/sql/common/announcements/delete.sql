-- platform: operators tell everybody on the server
DELETE FROM announcements WHERE id = :id
