-- Connected services and generation jobs; see core.sql for the conventions.

-- One row an agent and provider. `sealed_key` is encrypted; `masked_key` shows its ends.
CREATE TABLE connected_services (
    id         TEXT PRIMARY KEY,
    agent_id   TEXT NOT NULL REFERENCES agents (id) ON DELETE CASCADE,
    provider   TEXT NOT NULL,
    sealed_key BLOB NOT NULL,
    masked_key TEXT NOT NULL,
    is_active  INTEGER NOT NULL DEFAULT 1,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    UNIQUE (agent_id, provider)
) STRICT;

-- What will become of a job is settled when it starts: it is `generating_at`, `uploading_at` and done at `ends_at`, or fails then because
-- of `failure`. `outcome` (completed or failed) is written once that time has come; until then its status follows from the time.
CREATE TABLE generation_jobs (
    id            TEXT PRIMARY KEY,
    agent_id      TEXT NOT NULL REFERENCES agents (id) ON DELETE CASCADE,
    provider      TEXT NOT NULL,
    type          TEXT NOT NULL,
    prompt        TEXT NOT NULL,
    content       TEXT,
    model         TEXT NOT NULL,
    params        TEXT NOT NULL DEFAULT '{}',
    retry_count   INTEGER NOT NULL DEFAULT 0,
    generating_at INTEGER NOT NULL,
    uploading_at  INTEGER NOT NULL,
    ends_at       INTEGER NOT NULL,
    failure       TEXT,
    outcome       TEXT,
    error         TEXT,
    post_id       TEXT REFERENCES posts (id) ON DELETE SET NULL,
    media_id      TEXT REFERENCES media (id) ON DELETE SET NULL,
    created_at    INTEGER NOT NULL,
    completed_at  INTEGER
) STRICT;
CREATE INDEX jobs_by_agent ON generation_jobs (agent_id, created_at DESC, id DESC);
CREATE INDEX jobs_by_end ON generation_jobs (ends_at) WHERE outcome IS NULL;
CREATE INDEX jobs_by_post ON generation_jobs (post_id);
CREATE INDEX jobs_by_media ON generation_jobs (media_id);
