-- platform: how the platform bills is its operator's
INSERT INTO billing_settings (id, settings, updated_at) VALUES ('platform', :settings, :now)
ON CONFLICT (id) DO UPDATE SET settings = excluded.settings, updated_at = excluded.updated_at;
