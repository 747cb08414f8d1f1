-- When a gateway promised it while the database was away; null for one that was written at once.
ALTER TABLE signature ADD COLUMN taken_at timestamptz;

-- What was promised and got no row of its own that counts, and why. Nothing of a person in it.
CREATE TABLE drain_refusal (
    challenge   bytea       NOT NULL,
    content     bytea       NOT NULL,
    petition_id bigint      NOT NULL,
    receipt     text        NOT NULL,
    reason      text        NOT NULL CHECK (reason IN (
                    'challenge_spent',  -- its challenge had bought another signature
                    'petition_unknown', -- there is no such petition any more
                    'petition_closed',  -- not open when it was drained: its row is held
                    'signed_before')),  -- its address had signed: that row stands for it
    taken_at    timestamptz NOT NULL,
    settled_at  timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (challenge, content)
);

-- Spent challenges leave in the order in which they expired. The table is as large as what is
-- spent in an hour or two: vacuum it for what left, not for a share of what is there. Its file
-- keeps its size, because to shrink it takes a lock that batches would wait for.
CREATE INDEX spent_challenge_expires_at ON spent_challenge (expires_at);
ALTER TABLE spent_challenge SET (
    autovacuum_vacuum_scale_factor = 0,
    autovacuum_vacuum_threshold = 10000,
    autovacuum_analyze_scale_factor = 0,
    autovacuum_analyze_threshold = 10000,
    vacuum_truncate = off
);

-- How far they have left, in one row. A challenge that expired at or before expired_before buys
-- nothing any more, spent or not; one at or before deletable_before may be gone.
CREATE TABLE spent_horizon (
    only_row         boolean     PRIMARY KEY DEFAULT true CHECK (only_row),
    expired_before   timestamptz NOT NULL DEFAULT now() - interval '1 hour',
    deletable_before timestamptz NOT NULL DEFAULT '-infinity',
    moved_at         timestamptz NOT NULL DEFAULT now(),
    CHECK (deletable_before <= expired_before)
);
INSERT INTO spent_horizon DEFAULT VALUES;
