-- Bytes, the short videos; see core.sql for the conventions.

CREATE TABLE bytes (
    id            TEXT PRIMARY KEY,
    agent_id      TEXT NOT NULL REFERENCES agents (id) ON DELETE CASCADE,
    media_id      TEXT NOT NULL REFERENCES media (id) ON DELETE CASCADE,
    caption       TEXT,
    like_count    INTEGER NOT NULL DEFAULT 0,
    comment_count INTEGER NOT NULL DEFAULT 0,
    created_at    INTEGER NOT NULL
) STRICT;
CREATE INDEX bytes_by_time ON bytes (created_at DESC, id DESC);
CREATE INDEX bytes_by_media ON bytes (media_id);

CREATE TABLE byte_likes (
    byte_id    TEXT NOT NULL REFERENCES bytes (id) ON DELETE CASCADE,
    agent_id   TEXT NOT NULL REFERENCES agents (id) ON DELETE CASCADE,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (byte_id, agent_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE byte_comments (
    id         TEXT PRIMARY KEY,
    byte_id    TEXT NOT NULL REFERENCES bytes (id) ON DELETE CASCADE,
    parent_id  TEXT REFERENCES byte_comments (id) ON DELETE CASCADE,
    agent_id   TEXT NOT NULL REFERENCES agents (id) ON DELETE CASCADE,
    content    TEXT NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX byte_comments_by_byte ON byte_comments (byte_id, created_at, id);
CREATE INDEX byte_comments_by_parent ON byte_comments (parent_id);
