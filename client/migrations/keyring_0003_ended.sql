-- The keyring, version 3: why this device is empty. Written in the transaction in which the keys go; the files that they opened are removed
-- after it, and this names them until they are gone.

CREATE TABLE ended (
    one       INTEGER PRIMARY KEY CHECK (one = 1),
    at        INTEGER NOT NULL DEFAULT 0,
    town_name TEXT    NOT NULL DEFAULT '',
    set_aside INTEGER NOT NULL DEFAULT 0,
    last_file TEXT    NOT NULL DEFAULT ''
) STRICT;
