-- What an organisation looks like, where it is found, and whether it is in use.
-- slug_skeleton: what core/text/Slug makes of the slug, to refuse names that look alike.
ALTER TABLE tenants ADD COLUMN slug_skeleton TEXT NOT NULL DEFAULT '';
UPDATE tenants
SET slug_skeleton = REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(slug, '0', 'o'), '1', 'l'), 'i', 'l'), '5', 's'),
                                      'rn', 'm'), 'vv', 'w'), 'cl', 'd');
CREATE INDEX tenants_by_skeleton ON tenants (slug_skeleton);

-- status: active, suspended (by the operator) or closed (by its owner)
ALTER TABLE tenants ADD COLUMN status TEXT NOT NULL DEFAULT 'active';
ALTER TABLE tenants ADD COLUMN status_reason TEXT NOT NULL DEFAULT '';
ALTER TABLE tenants ADD COLUMN status_at BIGINT;

ALTER TABLE tenants ADD COLUMN primary_color TEXT NOT NULL DEFAULT '';
ALTER TABLE tenants ADD COLUMN accent_color TEXT NOT NULL DEFAULT '';
-- A picture in base64.
ALTER TABLE tenants ADD COLUMN logo TEXT;
ALTER TABLE tenants ADD COLUMN logo_type TEXT;

-- A name of its own that the organisation wants to be found by; in use once the operator has confirmed it.
ALTER TABLE tenants ADD COLUMN custom_domain TEXT;
ALTER TABLE tenants ADD COLUMN domain_confirmed INTEGER NOT NULL DEFAULT 0;
CREATE UNIQUE INDEX tenants_by_domain ON tenants (custom_domain);

-- Whose personal organisation it is.
ALTER TABLE tenants ADD COLUMN personal_user_id TEXT;
CREATE UNIQUE INDEX tenants_by_person ON tenants (personal_user_id);

-- Who operates this server, apart from any role in an organisation.
ALTER TABLE users ADD COLUMN is_operator INTEGER NOT NULL DEFAULT 0;
