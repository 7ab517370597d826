-- Version 3: files. A case (dispute, matter, task) is a file of its own as a care file is; sensitive disputes are a class of their own; rights to
-- one file are a holder's: a member's, a department's unit's, the village's cadres'. And where a record lay before it moved.

UPDATE changes SET file = record WHERE class = 'c3';
UPDATE records SET file = id WHERE class = 'c3';
UPDATE records SET class = 'c3s' WHERE kind = 'dispute' AND json_extract(body, '$.fields.is_sensitive') = 1;
UPDATE changes SET class = 'c3s' WHERE record IN (SELECT id FROM records WHERE class = 'c3s');

-- Ended rights stay: what was captured while they held is still accepted.
ALTER TABLE file_grants ADD COLUMN class TEXT NOT NULL DEFAULT 'c4';
ALTER TABLE file_grants ADD COLUMN holder TEXT NOT NULL DEFAULT '';
UPDATE file_grants SET holder = 'member/' || lower(hex(member));
DROP INDEX file_grants_by_member;
ALTER TABLE file_grants DROP COLUMN member;
CREATE INDEX file_grants_by_holder ON file_grants (holder);

-- One row for every change that moved a record: what the scopes that held it before are told.
CREATE TABLE moves (
    seq INTEGER PRIMARY KEY,
    record BLOB NOT NULL DEFAULT x'',
    class TEXT NOT NULL DEFAULT '',
    area TEXT NOT NULL DEFAULT '',
    file BLOB NOT NULL DEFAULT x''
) STRICT;
CREATE INDEX moves_by_class ON moves (class, seq);
CREATE INDEX moves_by_record ON moves (record, seq);
