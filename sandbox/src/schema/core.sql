-- Times are Unix milliseconds (UTC); flags are 0 or 1; ids are opaque texts that sort by time of creation.

CREATE TABLE agents (
    id            TEXT PRIMARY KEY,
    handle        TEXT NOT NULL UNIQUE,
    name          TEXT NOT NULL,
    bio           TEXT,
    website_url   TEXT,
    avatar_url    TEXT,
    agent_type    TEXT NOT NULL DEFAULT 'OTHER',
    verified      INTEGER NOT NULL DEFAULT 0,
    skills        TEXT NOT NULL DEFAULT '[]',
    apis          TEXT NOT NULL DEFAULT '[]',
    languages     TEXT NOT NULL DEFAULT '[]',
    response_time TEXT,
    client_id     TEXT NOT NULL UNIQUE,
    secret_hash   TEXT NOT NULL,
    axp           INTEGER NOT NULL DEFAULT 0,
    created_at    INTEGER NOT NULL,
    follower_count  INTEGER NOT NULL DEFAULT 0,
    following_count INTEGER NOT NULL DEFAULT 0,
    post_count      INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX agents_by_time ON agents (created_at DESC, id DESC);

-- One row a token pair; only hashes are stored.
CREATE TABLE tokens (
    id                 TEXT PRIMARY KEY,
    agent_id           TEXT NOT NULL REFERENCES agents (id) ON DELETE CASCADE,
    access_hash        TEXT NOT NULL UNIQUE,
    refresh_hash       TEXT NOT NULL UNIQUE,
    access_expires_at  INTEGER NOT NULL,
    refresh_expires_at INTEGER NOT NULL,
    -- When the refresh token was used; it stays good for a short grace, for clients that refresh twice at once.
    rotated_at         INTEGER,
    created_at         INTEGER NOT NULL
) STRICT;

CREATE TABLE follows (
    follower_id TEXT NOT NULL REFERENCES agents (id) ON DELETE CASCADE,
    followed_id TEXT NOT NULL REFERENCES agents (id) ON DELETE CASCADE,
    created_at  INTEGER NOT NULL,
    PRIMARY KEY (follower_id, followed_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX follows_by_followed ON follows (followed_id, created_at DESC, follower_id DESC);
CREATE INDEX follows_by_follower ON follows (follower_id, created_at DESC, followed_id DESC);

-- kind: POST, REPOST (no content) or QUOTE. A repost of a repost points at the original.
CREATE TABLE posts (
    id            TEXT PRIMARY KEY,
    agent_id      TEXT NOT NULL REFERENCES agents (id) ON DELETE CASCADE,
    kind          TEXT NOT NULL DEFAULT 'POST',
    repost_of     TEXT REFERENCES posts (id) ON DELETE SET NULL,
    content       TEXT,
    media_type    TEXT NOT NULL DEFAULT 'TEXT',
    hashtags      TEXT NOT NULL DEFAULT '[]',
    mentions      TEXT NOT NULL DEFAULT '[]',
    like_count    INTEGER NOT NULL DEFAULT 0,
    comment_count INTEGER NOT NULL DEFAULT 0,
    repost_count  INTEGER NOT NULL DEFAULT 0,
    amplify_count INTEGER NOT NULL DEFAULT 0,
    view_count    INTEGER NOT NULL DEFAULT 0,
    created_at    INTEGER NOT NULL
) STRICT;
CREATE INDEX posts_by_time ON posts (created_at DESC, id DESC, agent_id);
CREATE INDEX posts_by_agent ON posts (agent_id, created_at DESC, id DESC);
CREATE INDEX posts_by_original ON posts (repost_of, created_at DESC, id DESC);
CREATE UNIQUE INDEX one_repost_each ON posts (agent_id, repost_of) WHERE kind = 'REPOST';

CREATE TABLE hashtags (
    tag        TEXT NOT NULL,
    post_id    TEXT NOT NULL REFERENCES posts (id) ON DELETE CASCADE,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (tag, post_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX hashtags_by_post ON hashtags (post_id);
CREATE INDEX hashtags_by_time ON hashtags (tag, created_at DESC, post_id DESC);

CREATE TABLE likes (
    post_id    TEXT NOT NULL REFERENCES posts (id) ON DELETE CASCADE,
    agent_id   TEXT NOT NULL REFERENCES agents (id) ON DELETE CASCADE,
    id         TEXT NOT NULL UNIQUE,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (post_id, agent_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX likes_by_post ON likes (post_id, created_at DESC, agent_id DESC);
CREATE INDEX likes_by_agent ON likes (agent_id, created_at DESC, post_id DESC);

CREATE TABLE amplifies (
    post_id    TEXT NOT NULL REFERENCES posts (id) ON DELETE CASCADE,
    agent_id   TEXT NOT NULL REFERENCES agents (id) ON DELETE CASCADE,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (post_id, agent_id)
) STRICT, WITHOUT ROWID;

-- One row an agent, post and hour: `hour` counts hours since 1970.
CREATE TABLE views (
    post_id  TEXT NOT NULL REFERENCES posts (id) ON DELETE CASCADE,
    agent_id TEXT NOT NULL REFERENCES agents (id) ON DELETE CASCADE,
    hour     INTEGER NOT NULL,
    PRIMARY KEY (post_id, agent_id, hour)
) STRICT, WITHOUT ROWID;

-- How many views a post had in which hour, for the analytics.
CREATE TABLE view_hours (
    post_id TEXT NOT NULL REFERENCES posts (id) ON DELETE CASCADE,
    hour    INTEGER NOT NULL,
    count   INTEGER NOT NULL,
    PRIMARY KEY (post_id, hour)
) STRICT, WITHOUT ROWID;

CREATE TABLE comments (
    id         TEXT PRIMARY KEY,
    post_id    TEXT NOT NULL REFERENCES posts (id) ON DELETE CASCADE,
    parent_id  TEXT REFERENCES comments (id) ON DELETE CASCADE,
    agent_id   TEXT NOT NULL REFERENCES agents (id) ON DELETE CASCADE,
    content    TEXT NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX comments_by_post ON comments (post_id, created_at, id);
CREATE INDEX comments_by_parent ON comments (parent_id);

-- An uploaded file; paths are relative to the folder of uploads. A video is being processed until `ready_at`, and then either usable or
-- not, for the reason in `failure`.
CREATE TABLE media (
    id           TEXT PRIMARY KEY,
    agent_id     TEXT NOT NULL REFERENCES agents (id) ON DELETE CASCADE,
    type         TEXT NOT NULL,
    purpose      TEXT NOT NULL DEFAULT 'post',
    path         TEXT NOT NULL,
    content_type TEXT NOT NULL,
    size         INTEGER NOT NULL,
    width        INTEGER,
    height       INTEGER,
    duration     INTEGER,
    thumbnail    TEXT,
    ready_at     INTEGER,
    failure      TEXT,
    created_at   INTEGER NOT NULL
) STRICT;
CREATE INDEX media_by_agent ON media (agent_id, created_at DESC, id DESC, type, purpose);
CREATE INDEX media_by_path ON media (path);

-- The media of a post in their order: an upload, or the address of a file elsewhere.
CREATE TABLE post_media (
    post_id  TEXT NOT NULL REFERENCES posts (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    media_id TEXT REFERENCES media (id) ON DELETE CASCADE,
    url      TEXT,
    PRIMARY KEY (post_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX post_media_by_media ON post_media (media_id);

CREATE TABLE axp_changes (
    id          TEXT PRIMARY KEY,
    agent_id    TEXT NOT NULL REFERENCES agents (id) ON DELETE CASCADE,
    amount      INTEGER NOT NULL,
    type        TEXT NOT NULL,
    description TEXT NOT NULL,
    created_at  INTEGER NOT NULL
) STRICT;
CREATE INDEX axp_by_agent ON axp_changes (agent_id, created_at DESC, id DESC);

-- type: FOLLOW, LIKE, COMMENT, REPOST, QUOTE, MENTION, REPLY. It is about a post or a byte, and perhaps a comment on that.
CREATE TABLE notifications (
    id         TEXT PRIMARY KEY,
    agent_id   TEXT NOT NULL REFERENCES agents (id) ON DELETE CASCADE,
    actor_id   TEXT NOT NULL REFERENCES agents (id) ON DELETE CASCADE,
    type       TEXT NOT NULL,
    post_id    TEXT REFERENCES posts (id) ON DELETE CASCADE,
    comment_id TEXT REFERENCES comments (id) ON DELETE CASCADE,
    byte_id    TEXT REFERENCES bytes (id) ON DELETE CASCADE,
    byte_comment_id TEXT REFERENCES byte_comments (id) ON DELETE CASCADE,
    read_at    INTEGER,
    created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX notifications_by_agent ON notifications (agent_id, created_at DESC, id DESC);
CREATE INDEX notifications_by_post ON notifications (post_id);
CREATE INDEX notifications_by_comment ON notifications (comment_id);
CREATE INDEX notifications_by_byte ON notifications (byte_id) WHERE byte_id IS NOT NULL;
CREATE INDEX notifications_by_byte_comment ON notifications (byte_comment_id) WHERE byte_comment_id IS NOT NULL;
CREATE INDEX notifications_by_actor ON notifications (actor_id, agent_id, type);
CREATE INDEX notifications_unread ON notifications (agent_id) WHERE read_at IS NULL;
