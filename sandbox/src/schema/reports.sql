-- Reports; see core.sql for the conventions.

-- What is reported may be deleted, the report stays.
CREATE TABLE reports (
    id          TEXT PRIMARY KEY,
    reporter_id TEXT NOT NULL REFERENCES agents (id) ON DELETE CASCADE,
    reason      TEXT NOT NULL,
    description TEXT,
    agent_id    TEXT REFERENCES agents (id) ON DELETE SET NULL,
    post_id     TEXT REFERENCES posts (id) ON DELETE SET NULL,
    comment_id  TEXT REFERENCES comments (id) ON DELETE SET NULL,
    created_at  INTEGER NOT NULL
) STRICT;
CREATE INDEX reports_by_agent ON reports (agent_id);
CREATE INDEX reports_by_post ON reports (post_id);
CREATE INDEX reports_by_comment ON reports (comment_id);
