-- Version 4: care files. What they say is sealed under a key that the store's own key does not give; outside stand ids, the day on which somebody
-- should look in again and the day from which the file may not be held. docs/schema-client.md explains every table.

CREATE TABLE care (
    row       INTEGER PRIMARY KEY REFERENCES record (row) ON DELETE CASCADE,
    file      BLOB    NOT NULL,
    confirmed BLOB    NOT NULL DEFAULT x'',
    shown     BLOB    NOT NULL DEFAULT x'',
    due       TEXT    NOT NULL DEFAULT '',
    until     TEXT    NOT NULL DEFAULT '',
    moved     INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX care_file ON care (file);
CREATE INDEX care_due ON care (due) WHERE due <> '';

-- The sealed copy of a change to a care record; once the server has the change, the only one.
CREATE TABLE care_change (
    device_seq INTEGER PRIMARY KEY REFERENCES change (device_seq) ON DELETE CASCADE,
    file       BLOB    NOT NULL,
    pushed     BLOB    NOT NULL
) STRICT;

CREATE TABLE care_draft (
    slot       BLOB    NOT NULL PRIMARY KEY,
    sealed     BLOB    NOT NULL,
    written_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- When which file was opened on this device, and its full values looked at.
CREATE TABLE care_access (
    row  INTEGER PRIMARY KEY,
    file BLOB    NOT NULL,
    at   INTEGER NOT NULL,
    what TEXT    NOT NULL
) STRICT;
CREATE INDEX care_access_file ON care_access (file, at);
