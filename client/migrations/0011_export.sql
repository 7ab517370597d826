-- Files and prints made on this device: told to the server, which notes each in its audit log.

CREATE TABLE export (
    row      INTEGER PRIMARY KEY,
    id       BLOB    NOT NULL UNIQUE,
    at       INTEGER NOT NULL,
    -- What was made, as it is told (JSON).
    what     TEXT    NOT NULL,
    told     INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX export_untold ON export (row) WHERE told = 0;
