-- Version 2: care files. Beside every change and record of one stands which file it belongs to, decided when it was written; and who was on
-- a file's team from when until when, derived from the file's changes. x'' where a row belongs to no file.

ALTER TABLE changes ADD COLUMN file BLOB NOT NULL DEFAULT x'';
CREATE INDEX changes_by_file ON changes (file, seq) WHERE file <> x'';

ALTER TABLE records ADD COLUMN file BLOB NOT NULL DEFAULT x'';
CREATE INDEX records_by_file ON records (file, id) WHERE file <> x'';

-- Ended rights stay: what was captured while they held is still accepted.
CREATE TABLE file_grants (
    id INTEGER PRIMARY KEY,
    file BLOB NOT NULL DEFAULT x'',
    member BLOB NOT NULL DEFAULT x'',
    area TEXT NOT NULL DEFAULT '',
    from_at INTEGER NOT NULL DEFAULT 0,
    to_at INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX file_grants_by_member ON file_grants (member);
CREATE INDEX file_grants_by_file ON file_grants (file);
