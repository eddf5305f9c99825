-- Saved questions side by side, each at its place in a grid.
CREATE TABLE dashboards (
    tenant_id TEXT NOT NULL,
    id TEXT NOT NULL,
    workspace_id TEXT NOT NULL,
    user_id TEXT NOT NULL,
    name TEXT NOT NULL,
    visibility TEXT NOT NULL,
    refresh_minutes INTEGER NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, workspace_id) REFERENCES workspaces (tenant_id, id)
);
CREATE INDEX dashboards_by_change ON dashboards (tenant_id, updated_at, id);

CREATE TABLE dashboard_items (
    tenant_id TEXT NOT NULL,
    id TEXT NOT NULL,
    dashboard_id TEXT NOT NULL,
    saved_id TEXT NOT NULL,
    title TEXT NOT NULL,
    shown_as TEXT NOT NULL,
    x INTEGER NOT NULL,
    y INTEGER NOT NULL,
    width INTEGER NOT NULL,
    height INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, dashboard_id) REFERENCES dashboards (tenant_id, id) ON DELETE CASCADE,
    FOREIGN KEY (tenant_id, saved_id) REFERENCES saved_questions (tenant_id, id) ON DELETE CASCADE
);
CREATE INDEX dashboard_items_of_dashboard ON dashboard_items (tenant_id, dashboard_id, y, x);
CREATE INDEX dashboard_items_of_question ON dashboard_items (tenant_id, saved_id);
