-- The keyring, version 1: what must be readable before the PIN. Nothing in here opens the store without PIN and device secret.

CREATE TABLE lock (
    one             INTEGER PRIMARY KEY CHECK (one = 1),
    device          BLOB    NOT NULL,
    member          BLOB    NOT NULL,
    store_file      TEXT    NOT NULL,
    salt            BLOB    NOT NULL,
    memory_kib      INTEGER NOT NULL,
    passes          INTEGER NOT NULL,
    lanes           INTEGER NOT NULL,
    key_by_pin      BLOB    NOT NULL,
    key_by_recovery BLOB    NOT NULL,
    profile         BLOB    NOT NULL,
    tries           INTEGER NOT NULL DEFAULT 0,
    next_try_at     INTEGER NOT NULL DEFAULT 0,
    set_aside       INTEGER NOT NULL DEFAULT 0,
    suspect         INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE preference (
    one   INTEGER PRIMARY KEY CHECK (one = 1),
    value TEXT    NOT NULL
) STRICT;
