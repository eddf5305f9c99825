INSERT INTO conversations (tenant_id, id, user_id, connection_id, title, search_title, created_at, updated_at)
VALUES (:tenant, :id, :user, :connection, :title, :search_title, :now, :now)
