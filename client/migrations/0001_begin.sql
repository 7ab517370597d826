-- The store of one device, version 1. docs/schema-client.md explains every table.

CREATE TABLE meta (
    name  TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- What this device's user did: the outbox, and for thirty days after the receipt the shelf.
CREATE TABLE change (
    device_seq  INTEGER PRIMARY KEY,
    id          BLOB    NOT NULL UNIQUE,
    record      BLOB    NOT NULL,
    kind        TEXT    NOT NULL,
    area        TEXT    NOT NULL,
    captured_at INTEGER NOT NULL,
    pushed      TEXT    NOT NULL,
    state       TEXT    NOT NULL DEFAULT 'waiting'
                CHECK (state IN ('waiting', 'received', 'folded', 'quarantined', 'replaced')),
    outcome     TEXT    NOT NULL DEFAULT '',
    received_at INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX change_state ON change (state, device_seq);
CREATE INDEX change_record ON change (record, device_seq);
CREATE INDEX change_captured ON change (captured_at);

-- What is: the confirmed fold of a record, and what is shown while own changes lie on top.
CREATE TABLE record (
    row       INTEGER PRIMARY KEY,
    id        BLOB    NOT NULL UNIQUE,
    kind      TEXT    NOT NULL,
    area      TEXT    NOT NULL,
    seq       INTEGER NOT NULL DEFAULT 0,
    parent    BLOB    NOT NULL DEFAULT x'',
    at        INTEGER NOT NULL,
    author    BLOB    NOT NULL,
    code      TEXT    NOT NULL DEFAULT '',
    due       TEXT    NOT NULL DEFAULT '',
    place     INTEGER NOT NULL DEFAULT 0,
    door      TEXT    NOT NULL DEFAULT '',
    name      TEXT    NOT NULL DEFAULT '',
    flags     INTEGER NOT NULL DEFAULT 0,
    state     TEXT    NOT NULL DEFAULT 'received'
              CHECK (state IN ('received', 'saved_here', 'needs_hand')),
    confirmed TEXT    NOT NULL DEFAULT '',
    shown     TEXT    NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX record_time ON record (kind, at, area, author, code);
CREATE INDEX record_place ON record (kind, area, place, door);
CREATE INDEX record_parent ON record (parent, kind, at) WHERE parent <> x'';
CREATE INDEX record_due ON record (author, due) WHERE due <> '';

-- Names, pinyin, phone tails and doors of households and residents. The row is the record's.
CREATE VIRTUAL TABLE search USING fts5 (
    name, pinyin, phone, door,
    content = '', contentless_delete = 1, tokenize = 'unicode61', detail = full
);

CREATE TABLE draft (
    household  BLOB    NOT NULL PRIMARY KEY,
    of         BLOB    NOT NULL DEFAULT x'',
    visit      TEXT    NOT NULL,
    focus      TEXT    NOT NULL DEFAULT '',
    written_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Up to where this device has everything, scope by scope.
CREATE TABLE cursor (
    scope TEXT    NOT NULL PRIMARY KEY,
    state TEXT    NOT NULL CHECK (state IN ('image', 'tail')),
    seq   INTEGER NOT NULL DEFAULT 0,
    after BLOB    NOT NULL DEFAULT x''
) STRICT, WITHOUT ROWID;

CREATE TABLE recent (
    household BLOB    NOT NULL PRIMARY KEY,
    at        INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
