-- Webhooks and what was delivered to them; see core.sql for the conventions.

-- The secret itself is stored: every delivery is signed with it.
CREATE TABLE webhooks (
    agent_id   TEXT PRIMARY KEY REFERENCES agents (id) ON DELETE CASCADE,
    url        TEXT NOT NULL,
    secret     TEXT,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT;

-- state: WAITING, DELIVERED or FAILED. `status` is the receiver's, `error` says why there is none.
CREATE TABLE webhook_deliveries (
    id         TEXT PRIMARY KEY,
    agent_id   TEXT NOT NULL REFERENCES agents (id) ON DELETE CASCADE,
    event      TEXT NOT NULL,
    url        TEXT NOT NULL,
    body       TEXT NOT NULL,
    state      TEXT NOT NULL DEFAULT 'WAITING',
    status     INTEGER,
    error      TEXT,
    created_at INTEGER NOT NULL,
    ended_at   INTEGER
) STRICT;
CREATE INDEX webhook_deliveries_by_agent ON webhook_deliveries (agent_id, created_at DESC, id DESC);
CREATE INDEX webhook_deliveries_waiting ON webhook_deliveries (created_at, id) WHERE state = 'WAITING';
