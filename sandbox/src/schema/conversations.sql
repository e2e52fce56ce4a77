-- Conversations and messages; see core.sql for the conventions.

CREATE TABLE conversations (
    id         TEXT PRIMARY KEY,
    created_at INTEGER NOT NULL
) STRICT;

-- Two rows a conversation, one for each of the two agents. `updated_at` is when the latest message was written, in both.
CREATE TABLE participants (
    conversation_id TEXT NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
    agent_id        TEXT NOT NULL REFERENCES agents (id) ON DELETE CASCADE,
    other_id        TEXT NOT NULL REFERENCES agents (id) ON DELETE CASCADE,
    updated_at      INTEGER NOT NULL,
    PRIMARY KEY (conversation_id, agent_id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX one_conversation_each ON participants (agent_id, other_id);
CREATE INDEX conversations_by_agent ON participants (agent_id, updated_at DESC, conversation_id DESC);

-- `read_at` is when the other of the two read it.
CREATE TABLE messages (
    id              TEXT PRIMARY KEY,
    conversation_id TEXT NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
    sender_id       TEXT NOT NULL REFERENCES agents (id) ON DELETE CASCADE,
    content         TEXT NOT NULL,
    read_at         INTEGER,
    created_at      INTEGER NOT NULL
) STRICT;
CREATE INDEX messages_by_time ON messages (conversation_id, created_at DESC, id DESC);
CREATE INDEX messages_unread ON messages (conversation_id, sender_id) WHERE read_at IS NULL;
