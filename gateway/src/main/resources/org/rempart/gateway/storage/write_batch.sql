-- One batch of signatures: claims the challenges, inserts the signatures (the tally moves with them)
-- and says for each row what became of it. Running it again changes nothing and finds the truth, so
-- a batch whose commit is in doubt is simply written again.
--
-- A row with a taken_at comes from a gateway's journal: it was promised. So it is not refused for
-- having expired since, it is held if its petition has closed since, and if no row of its own comes
-- of it, drain_refusal says why. Should its challenge have left spent_challenge, its receipt, which
-- derives from the challenge, still tells that it was written.
--
-- A row with a held_for is recorded, claims its challenge, and is not counted. It takes no seat, so
-- nobody is kept from being counted by what is held; and it gets no row where all seats of its address
-- are taken already, or its person has one. (Should one be taken while this statement runs, there is
-- such a row all the same: it stays held for good.)
--
-- Rows are taken in the order of the keys they may conflict on, challenges before addresses before
-- refusals: concurrent batches wait for one another and never in a circle.
WITH looked_up AS MATERIALIZED (
    SELECT r.*,
           p.id AS known_petition,
           p.people_per_address,
           coalesce(p.opens_at <= now() AND (p.closes_at IS NULL OR now() < p.closes_at), false)
               AS open,
           r.expires_at <= horizon.expired_before AS expired,
           spent.content AS spent_content,
           (SELECT s.address_hash FROM signature s
             WHERE r.taken_at IS NOT NULL AND s.receipt = r.receipt) AS written_address
      FROM unnest($1::bytea[], $2::bytea[], $3::timestamptz[], $4::text[], $5::bigint[], $6::text[],
                  $7::text[], $8::text[], $9::text[], $10::boolean[], $11::boolean[], $12::bytea[],
                  $13::bytea[], $14::timestamptz[], $15::text[])
           WITH ORDINALITY
           AS r(challenge, content, expires_at, receipt, petition_id, name, email, country, postcode,
                is_public, wants_updates, address_hash, person_hash, taken_at, held_for, ordinal)
     CROSS JOIN (SELECT expired_before FROM spent_horizon LIMIT 1) AS horizon
      LEFT JOIN petition p ON p.id = r.petition_id
      LEFT JOIN spent_challenge spent ON spent.challenge = r.challenge
     -- ON CONFLICT without a target below goes on without an index that is gone. Named here, each
     -- is a part of the statement, which fails without it.
     WHERE 'signature_pkey'::regclass IS NOT NULL
       AND 'signature_seat'::regclass IS NOT NULL
       AND 'signature_person'::regclass IS NOT NULL
), input AS (
    SELECT *,
           CASE
               WHEN spent_content = content THEN 'known'
               WHEN spent_content IS NOT NULL THEN 'spent'
               WHEN written_address = address_hash THEN 'known'
               WHEN written_address IS NOT NULL THEN 'spent'
               WHEN taken_at IS NULL AND expired THEN 'expired'
               WHEN open THEN 'recorded'
               WHEN taken_at IS NULL OR known_petition IS NULL THEN 'not_open'
               ELSE 'held'
           END AS outcome
      FROM looked_up
), claimed AS (
    INSERT INTO spent_challenge (challenge, content, expires_at)
    SELECT challenge, content, expires_at FROM input WHERE outcome IN ('recorded', 'held')
     ORDER BY challenge
    ON CONFLICT (challenge) DO NOTHING
    RETURNING challenge
), signed AS (
    INSERT INTO signature (receipt, petition_id, state, name, email, country, postcode, is_public,
                           wants_updates, address_hash, person_hash, seat, taken_at, held_for)
    SELECT receipt, petition_id, CASE WHEN held_because IS NULL THEN 'counted' ELSE 'held' END, name,
           email, country, postcode, is_public, wants_updates, address_hash,
           CASE WHEN people_per_address > 1 THEN person_hash END, seat, taken_at, held_because
      FROM input
     CROSS JOIN LATERAL (SELECT coalesce(held_for, CASE outcome WHEN 'held' THEN 'petition_closed' END)
                                AS held_because) AS hold
      JOIN claimed USING (challenge)
     CROSS JOIN LATERAL generate_series(1, people_per_address) AS seat
     -- scalar, as EXISTS may be planned as a hash of the whole table
     WHERE held_because IS NULL
        OR ((SELECT true FROM signature s
              WHERE s.petition_id = input.petition_id AND s.address_hash = input.address_hash
                AND s.seat = seat.seat AND s.state <> 'held') IS NULL
            AND (people_per_address = 1
                 OR (SELECT true FROM signature s
                      WHERE s.petition_id = input.petition_id AND s.person_hash = input.person_hash
                        AND s.state <> 'held') IS NULL))
     ORDER BY petition_id, address_hash, ordinal, seat
    ON CONFLICT DO NOTHING
    RETURNING receipt
), settled AS (
    SELECT input.*,
           -- claimed by a transaction that committed after this statement began: ask again
           CASE WHEN outcome IN ('recorded', 'held') AND claimed.challenge IS NULL THEN 'unseen'
                ELSE outcome END AS settled_outcome
      FROM input
      LEFT JOIN claimed USING (challenge)
), refused AS (
    INSERT INTO drain_refusal (challenge, content, petition_id, receipt, reason, taken_at)
    SELECT challenge, content, petition_id, receipt, reason, taken_at
      FROM (SELECT settled.*,
                   CASE
                       WHEN settled_outcome = 'spent' THEN 'challenge_spent'
                       WHEN settled_outcome = 'not_open' THEN 'petition_unknown'
                       WHEN settled_outcome <> 'unseen' AND written_address IS NULL
                            AND signed.receipt IS NULL THEN 'signed_before'
                       WHEN settled_outcome = 'held' THEN 'petition_closed'
                   END AS reason
              FROM settled
              LEFT JOIN signed USING (receipt)
             WHERE taken_at IS NOT NULL) AS promised
     WHERE reason IS NOT NULL
     ORDER BY challenge, content
    ON CONFLICT (challenge, content) DO NOTHING
)
SELECT settled_outcome FROM settled ORDER BY ordinal
