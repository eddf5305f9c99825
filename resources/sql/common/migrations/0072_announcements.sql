-- What those who operate the server tell everybody on it.
CREATE TABLE announcements (
    id TEXT NOT NULL PRIMARY KEY,
    title TEXT NOT NULL,
    content TEXT NOT NULL,
    severity TEXT NOT NULL,
    begins_at BIGINT NOT NULL,
    ends_at BIGINT,
    dismissible INTEGER NOT NULL,
    created_at BIGINT NOT NULL
);

-- Who does not want to see it any more, in whichever organisation.
CREATE TABLE announcement_dismissals (
    announcement_id TEXT NOT NULL REFERENCES announcements (id) ON DELETE CASCADE,
    user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    dismissed_at BIGINT NOT NULL,
    PRIMARY KEY (announcement_id, user_id)
);
