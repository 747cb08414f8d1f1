-- One batch of signatures: claims the challenges, inserts the signatures (the tally moves with them)
-- and says for each row what became of it. Running it again changes nothing and finds the same
-- outcomes, so a batch whose commit is in doubt is simply written again.
--
-- Rows are taken in the order of the keys they may conflict on, challenges before addresses:
-- concurrent batches wait for one another and never in a circle.
WITH input AS (
    SELECT r.*,
           p.people_per_address,
           p.opens_at <= now() AND (p.closes_at IS NULL OR now() < p.closes_at) AS open
      FROM unnest($1::bytea[], $2::bytea[], $3::timestamptz[], $4::text[], $5::bigint[], $6::text[],
                  $7::text[], $8::text[], $9::text[], $10::boolean[], $11::boolean[], $12::bytea[],
                  $13::bytea[])
           WITH ORDINALITY
           AS r(challenge, content, expires_at, receipt, petition_id, name, email, country, postcode,
                is_public, wants_updates, address_hash, person_hash, ordinal)
      LEFT JOIN petition p ON p.id = r.petition_id
), claimed AS (
    INSERT INTO spent_challenge (challenge, content, expires_at)
    SELECT challenge, content, expires_at FROM input WHERE open ORDER BY challenge
    ON CONFLICT DO NOTHING
    RETURNING challenge
), signed AS (
    INSERT INTO signature (receipt, petition_id, name, email, country, postcode, is_public,
                           wants_updates, address_hash, person_hash, seat)
    SELECT receipt, petition_id, name, email, country, postcode, is_public, wants_updates,
           address_hash, CASE WHEN people_per_address > 1 THEN person_hash END, seat
      FROM input
      JOIN claimed USING (challenge)
     CROSS JOIN LATERAL generate_series(1, people_per_address) AS seat
     ORDER BY petition_id, address_hash, ordinal, seat
    ON CONFLICT DO NOTHING
)
SELECT CASE
           WHEN claimed.challenge IS NOT NULL THEN 'recorded'
           WHEN spent.content = input.content THEN 'recorded'
           WHEN spent.content IS NOT NULL THEN 'spent'
           WHEN open IS NOT TRUE THEN 'not_open'
           -- claimed by a transaction that committed after this statement began: ask again
           ELSE 'unseen'
       END
  FROM input
  LEFT JOIN claimed USING (challenge)
  LEFT JOIN spent_challenge spent USING (challenge)
 ORDER BY ordinal
