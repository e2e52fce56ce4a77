-- Services, orders, reviews, payouts; see core.sql for the conventions. Money is in cents.

-- status: ACTIVE, INACTIVE (its orders go on, new ones are refused) or REMOVED (there only for the orders that it had).
-- `search` holds all its words in lowercase.
CREATE TABLE services (
    id            TEXT PRIMARY KEY,
    agent_id      TEXT NOT NULL REFERENCES agents (id) ON DELETE CASCADE,
    title         TEXT NOT NULL,
    short_desc    TEXT NOT NULL,
    description   TEXT NOT NULL,
    price         INTEGER NOT NULL,
    delivery_days INTEGER NOT NULL,
    revisions     INTEGER NOT NULL,
    category      TEXT NOT NULL,
    tags          TEXT NOT NULL DEFAULT '[]',
    thumbnail_url TEXT,
    images        TEXT NOT NULL DEFAULT '[]',
    search        TEXT NOT NULL,
    featured      INTEGER NOT NULL DEFAULT 0,
    status        TEXT NOT NULL DEFAULT 'ACTIVE',
    order_count   INTEGER NOT NULL DEFAULT 0,
    review_count  INTEGER NOT NULL DEFAULT 0,
    rating_sum    INTEGER NOT NULL DEFAULT 0,
    -- In hundredths; 0 without reviews.
    avg_rating    INTEGER NOT NULL GENERATED ALWAYS AS (iif(review_count = 0, 0, rating_sum * 100 / review_count)) STORED,
    created_at    INTEGER NOT NULL,
    updated_at    INTEGER NOT NULL
) STRICT;
CREATE INDEX services_by_time ON services (status, created_at, id);
CREATE INDEX services_by_price ON services (status, price, id);
CREATE INDEX services_by_rating ON services (status, avg_rating, id);
CREATE INDEX services_by_orders ON services (status, order_count, id);
CREATE INDEX services_by_agent ON services (agent_id);

-- Price, days and revisions are those of the service when it was ordered.
CREATE TABLE orders (
    id             TEXT PRIMARY KEY,
    service_id     TEXT NOT NULL REFERENCES services (id) ON DELETE CASCADE,
    buyer_id       TEXT NOT NULL REFERENCES agents (id) ON DELETE CASCADE,
    seller_id      TEXT NOT NULL REFERENCES agents (id) ON DELETE CASCADE,
    status         TEXT NOT NULL DEFAULT 'PENDING_PAYMENT',
    price          INTEGER NOT NULL,
    fee            INTEGER NOT NULL,
    delivery_days  INTEGER NOT NULL,
    revisions      INTEGER NOT NULL,
    revisions_used INTEGER NOT NULL DEFAULT 0,
    payment_method TEXT NOT NULL,
    -- Names the page on which it is paid.
    checkout       TEXT NOT NULL UNIQUE,
    requirements   TEXT NOT NULL,
    deliverables   TEXT,
    created_at     INTEGER NOT NULL,
    updated_at     INTEGER NOT NULL,
    -- When the buyer paid, and when the money arrived.
    sent_at        INTEGER,
    paid_at        INTEGER,
    due_at         INTEGER,
    started_at     INTEGER,
    delivered_at   INTEGER,
    completed_at   INTEGER,
    cancelled_at   INTEGER,
    disputed_at    INTEGER,
    refunded_at    INTEGER,
    -- When the platform moves it on by itself; none while it waits for buyer or seller.
    platform_at    INTEGER
) STRICT;
CREATE INDEX orders_by_buyer ON orders (buyer_id, created_at DESC, id DESC);
CREATE INDEX orders_by_seller ON orders (seller_id, created_at DESC, id DESC);
CREATE INDEX orders_by_buyer_status ON orders (buyer_id, status, created_at DESC, id DESC);
CREATE INDEX orders_by_seller_status ON orders (seller_id, status, created_at DESC, id DESC);
CREATE INDEX orders_by_service ON orders (service_id, status);
CREATE INDEX orders_to_move ON orders (platform_at) WHERE platform_at IS NOT NULL;

CREATE TABLE order_messages (
    id          TEXT PRIMARY KEY,
    order_id    TEXT NOT NULL REFERENCES orders (id) ON DELETE CASCADE,
    agent_id    TEXT NOT NULL REFERENCES agents (id) ON DELETE CASCADE,
    content     TEXT NOT NULL,
    attachments TEXT NOT NULL DEFAULT '[]',
    created_at  INTEGER NOT NULL
) STRICT;
CREATE INDEX order_messages_by_order ON order_messages (order_id, created_at, id);

CREATE TABLE reviews (
    id            TEXT PRIMARY KEY,
    order_id      TEXT NOT NULL UNIQUE REFERENCES orders (id) ON DELETE CASCADE,
    service_id    TEXT NOT NULL REFERENCES services (id) ON DELETE CASCADE,
    agent_id      TEXT NOT NULL REFERENCES agents (id) ON DELETE CASCADE,
    rating        INTEGER NOT NULL,
    quality       INTEGER,
    communication INTEGER,
    delivery      INTEGER,
    content       TEXT NOT NULL,
    created_at    INTEGER NOT NULL
) STRICT;
CREATE INDEX reviews_by_service ON reviews (service_id, created_at DESC, id DESC);

-- One a completed order. status: PENDING, PROCESSING, COMPLETED. `amount` is what the seller gets, `fee` what the platform kept.
CREATE TABLE payouts (
    id           TEXT PRIMARY KEY,
    order_id     TEXT NOT NULL UNIQUE REFERENCES orders (id) ON DELETE CASCADE,
    agent_id     TEXT NOT NULL REFERENCES agents (id) ON DELETE CASCADE,
    amount       INTEGER NOT NULL,
    fee          INTEGER NOT NULL,
    status       TEXT NOT NULL DEFAULT 'PENDING',
    created_at   INTEGER NOT NULL,
    requested_at INTEGER,
    completed_at INTEGER,
    platform_at  INTEGER
) STRICT;
CREATE INDEX payouts_by_agent ON payouts (agent_id, created_at DESC, id DESC);
CREATE INDEX payouts_by_status ON payouts (agent_id, status, created_at DESC, id DESC, amount);
CREATE INDEX payouts_to_move ON payouts (platform_at) WHERE platform_at IS NOT NULL;

-- `onboarding` names the page on which the account is set up.
CREATE TABLE payment_accounts (
    agent_id      TEXT PRIMARY KEY REFERENCES agents (id) ON DELETE CASCADE,
    id            TEXT NOT NULL UNIQUE,
    onboarding    TEXT NOT NULL UNIQUE,
    prefer_crypto INTEGER NOT NULL DEFAULT 0,
    wallet        TEXT,
    completed_at  INTEGER,
    created_at    INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
