-- Openings of care files are told to the server, which notes them in its audit log: each has an id, and whether the server has it.

ALTER TABLE care_access ADD COLUMN id BLOB NOT NULL DEFAULT x'';
ALTER TABLE care_access ADD COLUMN told INTEGER NOT NULL DEFAULT 0;
UPDATE care_access SET id = randomblob(16);
CREATE INDEX care_access_untold ON care_access (row) WHERE told = 0;
