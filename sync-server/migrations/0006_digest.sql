-- How many records lie in each place, and a sum over which they are and how far each has come: what phones compare with what they hold.
-- Filled by storage/sqlite/digests.rs in the same transaction, from the records that are here.

CREATE TABLE digests (
    class TEXT NOT NULL DEFAULT '',
    area TEXT NOT NULL DEFAULT '',
    file BLOB NOT NULL DEFAULT x'',
    records INTEGER NOT NULL DEFAULT 0,
    sum BLOB NOT NULL DEFAULT x'',
    PRIMARY KEY (class, area, file)
) STRICT, WITHOUT ROWID;
