-- What single members may besides their role, or may not: names of permissions with a space between.
ALTER TABLE memberships ADD COLUMN allowed TEXT NOT NULL DEFAULT '';
ALTER TABLE memberships ADD COLUMN denied TEXT NOT NULL DEFAULT '';
ALTER TABLE memberships ADD COLUMN department TEXT NOT NULL DEFAULT '';
ALTER TABLE memberships ADD COLUMN job_title TEXT NOT NULL DEFAULT '';

CREATE TABLE teams (
    tenant_id TEXT NOT NULL REFERENCES tenants (id),
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, name)
);

CREATE TABLE team_members (
    tenant_id TEXT NOT NULL,
    team_id TEXT NOT NULL,
    user_id TEXT NOT NULL,
    PRIMARY KEY (tenant_id, team_id, user_id),
    FOREIGN KEY (tenant_id, team_id) REFERENCES teams (tenant_id, id) ON DELETE CASCADE,
    FOREIGN KEY (tenant_id, user_id) REFERENCES memberships (tenant_id, user_id) ON DELETE CASCADE
);
CREATE INDEX team_members_by_user ON team_members (tenant_id, user_id);

-- To which people (subject_kind 'user') and teams ('team') a thing is shown.
CREATE TABLE shares (
    tenant_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    object_id TEXT NOT NULL,
    subject_kind TEXT NOT NULL,
    subject_id TEXT NOT NULL,
    PRIMARY KEY (tenant_id, kind, object_id, subject_kind, subject_id)
);
CREATE INDEX shares_by_subject ON shares (tenant_id, subject_kind, subject_id);

ALTER TABLE conversations ADD COLUMN visibility TEXT NOT NULL DEFAULT 'private';
CREATE INDEX conversations_by_visibility ON conversations (tenant_id, visibility, updated_at, id);
