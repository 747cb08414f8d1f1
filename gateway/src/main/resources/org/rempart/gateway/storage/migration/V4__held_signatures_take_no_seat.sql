-- What is held takes nobody's seat: somebody else's address, posted from a source beyond its budget,
-- must not keep the person whose address it is from being counted. So there may be several held
-- signatures for one seat; each has cost its source a challenge and one of its budgeted signatures.
--
-- The names stay, because the statement that writes batches asks for them: a gateway of the version
-- before goes on with these. Batches wait while they are built (1.5 s for a million signatures), and
-- signatures go to the journals meanwhile.
LOCK TABLE signature;
DROP INDEX signature_seat;
CREATE UNIQUE INDEX signature_seat ON signature (petition_id, address_hash, seat)
    WHERE state <> 'held';
DROP INDEX signature_person;
CREATE UNIQUE INDEX signature_person ON signature (petition_id, person_hash)
    WHERE person_hash IS NOT NULL AND state <> 'held';

-- In the order in which they are listed and released, which many of one batch have in common.
DROP INDEX signature_held;
CREATE INDEX signature_held ON signature (petition_id, recorded_at, receipt) WHERE state = 'held';
