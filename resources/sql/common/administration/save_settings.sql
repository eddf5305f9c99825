-- platform: how the server is set is its operator's
INSERT INTO server_settings (id, settings, updated_at) VALUES ('server', :settings, :now)
ON CONFLICT (id) DO UPDATE SET settings = excluded.settings, updated_at = excluded.updated_at;
