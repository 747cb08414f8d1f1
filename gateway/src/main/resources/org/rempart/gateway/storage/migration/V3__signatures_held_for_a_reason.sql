-- Why a signature is recorded and not counted; null for one that never was held. It stays when an
-- operator decides on the signature, so that the decision can be accounted for.
ALTER TABLE signature ADD COLUMN held_for text
    CHECK (held_for IN (
        'source_over_budget', -- its source had had its budget of signatures counted
        'petition_closed'));  -- promised while the database was away; closed when it got there

UPDATE signature SET held_for = 'petition_closed' WHERE state = 'held';

CREATE INDEX signature_held ON signature (petition_id, recorded_at) WHERE state = 'held';
