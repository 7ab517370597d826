-- The keyring, version 2: the lock of the care files. Its key opens what is sealed inside the store; the store's own key does not.

CREATE TABLE care_lock (
    one             INTEGER PRIMARY KEY CHECK (one = 1),
    salt            BLOB    NOT NULL DEFAULT x'',
    memory_kib      INTEGER NOT NULL DEFAULT 0,
    passes          INTEGER NOT NULL DEFAULT 0,
    lanes           INTEGER NOT NULL DEFAULT 0,
    key_by_pin      BLOB    NOT NULL DEFAULT x'',
    key_by_recovery BLOB    NOT NULL DEFAULT x'',
    key_by_store    BLOB    NOT NULL DEFAULT x'',
    tries           INTEGER NOT NULL DEFAULT 0,
    next_try_at     INTEGER NOT NULL DEFAULT 0
) STRICT;
