CREATE TABLE petition (
    id                 bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    slug               text        NOT NULL UNIQUE,
    action             text        NOT NULL,
    background         text        NOT NULL DEFAULT '',
    goal               bigint      CHECK (goal > 0),
    opens_at           timestamptz NOT NULL DEFAULT now(),
    closes_at          timestamptz,
    origins            text[]      NOT NULL DEFAULT '{}',
    confirmation       text        NOT NULL DEFAULT 'none' CHECK (confirmation IN ('none')),
    -- how many people may sign with one address; fixed once chosen, for the seats depend on it
    people_per_address smallint    NOT NULL DEFAULT 1 CHECK (people_per_address BETWEEN 1 AND 4),
    created_at         timestamptz NOT NULL DEFAULT now()
);

-- A solved challenge buys one signature: this key is the only arbiter, for every gateway.
-- The content tells a retry (the same signature again) from a replay (another one).
CREATE TABLE spent_challenge (
    challenge  bytea       PRIMARY KEY,
    content    bytea       NOT NULL,
    expires_at timestamptz NOT NULL
);

-- The address itself is in no index: its keyed hash carries the one-signature rule.
CREATE TABLE signature (
    receipt       text        PRIMARY KEY,
    petition_id   bigint      NOT NULL,
    state         text        NOT NULL DEFAULT 'counted'
                  CHECK (state IN ('counted', 'pending', 'held', 'set_aside', 'withdrawn')),
    name          text        NOT NULL,
    email         text        NOT NULL,
    country       text        NOT NULL,
    postcode      text,
    is_public     boolean     NOT NULL,
    wants_updates boolean     NOT NULL,
    address_hash  bytea       NOT NULL,
    -- only where several people may share an address: the address and the name together
    person_hash   bytea,
    seat          smallint    NOT NULL,
    recorded_at   timestamptz NOT NULL DEFAULT now()
);

CREATE UNIQUE INDEX signature_seat ON signature (petition_id, address_hash, seat);
CREATE UNIQUE INDEX signature_person ON signature (petition_id, person_hash)
    WHERE person_hash IS NOT NULL;

-- The count, kept by the database itself: whoever writes a signature, and however, moves it in the
-- same transaction. A lane is a share of the count that one connection adds to, so that writers do
-- not wait for one another's commit; a petition's count is the sum over its lanes.
CREATE TABLE tally (
    petition_id bigint   NOT NULL,
    country     text     NOT NULL,
    lane        smallint NOT NULL,
    counted     bigint   NOT NULL,
    PRIMARY KEY (petition_id, country, lane)
) WITH (fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);

CREATE FUNCTION tally_move() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    lanes CONSTANT integer := 16;
BEGIN
    IF TG_OP = 'INSERT' THEN
        INSERT INTO tally AS t (petition_id, country, lane, counted)
        SELECT petition_id, country, pg_backend_pid() % lanes, count(*)
          FROM added WHERE state = 'counted'
         GROUP BY petition_id, country ORDER BY petition_id, country
        ON CONFLICT (petition_id, country, lane) DO UPDATE SET counted = t.counted + excluded.counted;
    ELSIF TG_OP = 'DELETE' THEN
        INSERT INTO tally AS t (petition_id, country, lane, counted)
        SELECT petition_id, country, pg_backend_pid() % lanes, -count(*)
          FROM removed WHERE state = 'counted'
         GROUP BY petition_id, country ORDER BY petition_id, country
        ON CONFLICT (petition_id, country, lane) DO UPDATE SET counted = t.counted + excluded.counted;
    ELSE
        INSERT INTO tally AS t (petition_id, country, lane, counted)
        SELECT petition_id, country, pg_backend_pid() % lanes, sum(change)
          FROM (SELECT petition_id, country, 1 AS change FROM added WHERE state = 'counted'
                UNION ALL
                SELECT petition_id, country, -1 FROM removed WHERE state = 'counted') AS moved
         GROUP BY petition_id, country HAVING sum(change) <> 0 ORDER BY petition_id, country
        ON CONFLICT (petition_id, country, lane) DO UPDATE SET counted = t.counted + excluded.counted;
    END IF;
    RETURN NULL;
END
$$;

CREATE FUNCTION tally_clear() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM tally;
    RETURN NULL;
END
$$;

CREATE TRIGGER signature_added AFTER INSERT ON signature
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION tally_move();
CREATE TRIGGER signature_changed AFTER UPDATE ON signature
    REFERENCING OLD TABLE AS removed NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION tally_move();
CREATE TRIGGER signature_removed AFTER DELETE ON signature
    REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION tally_move();
CREATE TRIGGER signature_emptied AFTER TRUNCATE ON signature
    FOR EACH STATEMENT EXECUTE FUNCTION tally_clear();

-- Keys that sign challenges. One becomes active some minutes after it was made, so that every
-- gateway has loaded it before the first challenge that it signs; the one before stays valid.
-- The generation is the arbiter when two gateways rotate at once: one of them makes the next.
CREATE TABLE challenge_key (
    generation  bigint      PRIMARY KEY,
    secret      bytea       NOT NULL CHECK (length(secret) = 32),
    active_from timestamptz NOT NULL
);

-- Keys that must never change: the hashes of addresses and the receipts depend on them.
CREATE TABLE lasting_key (
    purpose text  PRIMARY KEY,
    secret  bytea NOT NULL CHECK (length(secret) = 32)
);
