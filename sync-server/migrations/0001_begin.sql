-- The town's ledger. Times are UTC milliseconds, ids are the sixteen bytes of a UUID; 0 and x'' mean "not set".

CREATE TABLE town (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    code TEXT NOT NULL DEFAULT '',
    name TEXT NOT NULL DEFAULT '',
    epoch TEXT NOT NULL DEFAULT '',
    head INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE settings (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL DEFAULT ''
) STRICT, WITHOUT ROWID;

-- What happened. `class` and `area` are the record's own at the time, for the pulls by scope; `body` is the logged change as it travels.
CREATE TABLE changes (
    seq INTEGER PRIMARY KEY,
    id BLOB NOT NULL DEFAULT x'',
    record BLOB NOT NULL DEFAULT x'',
    class TEXT NOT NULL DEFAULT '',
    area TEXT NOT NULL DEFAULT '',
    device BLOB NOT NULL DEFAULT x'',
    device_seq INTEGER NOT NULL DEFAULT 0,
    received_at INTEGER NOT NULL DEFAULT 0,
    clock_offset_ms INTEGER NOT NULL DEFAULT 0,
    body TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX changes_by_class ON changes (class, seq);
CREATE INDEX changes_by_area ON changes (class, area, seq);

-- What is: the fold of a record's changes, `body` as it travels.
CREATE TABLE records (
    id BLOB PRIMARY KEY NOT NULL,
    kind TEXT NOT NULL DEFAULT '',
    class TEXT NOT NULL DEFAULT '',
    area TEXT NOT NULL DEFAULT '',
    seq INTEGER NOT NULL DEFAULT 0,
    body TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX records_by_class ON records (class, id);
CREATE INDEX records_by_area ON records (class, area, id);

-- The first answer to every change that ever arrived.
CREATE TABLE receipts (
    id BLOB PRIMARY KEY NOT NULL,
    content_hash BLOB NOT NULL DEFAULT x'',
    device BLOB NOT NULL DEFAULT x'',
    device_seq INTEGER NOT NULL DEFAULT 0,
    received_at INTEGER NOT NULL DEFAULT 0,
    status TEXT NOT NULL DEFAULT ''
) STRICT, WITHOUT ROWID;
CREATE INDEX receipts_by_device ON receipts (device, device_seq);

-- What was set aside, exactly as it came.
CREATE TABLE quarantine (
    id BLOB NOT NULL DEFAULT x'',
    content_hash BLOB NOT NULL DEFAULT x'',
    member BLOB NOT NULL DEFAULT x'',
    device BLOB NOT NULL DEFAULT x'',
    received_at INTEGER NOT NULL DEFAULT 0,
    reason TEXT NOT NULL DEFAULT '',
    body TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (id, content_hash)
) STRICT;

CREATE TABLE devices (
    id BLOB PRIMARY KEY NOT NULL,
    member BLOB NOT NULL DEFAULT x'',
    token_hash BLOB NOT NULL DEFAULT x'' UNIQUE,
    name TEXT NOT NULL DEFAULT '',
    app TEXT NOT NULL DEFAULT '',
    recovery TEXT NOT NULL DEFAULT '',
    enrolled_at INTEGER NOT NULL DEFAULT 0,
    last_seen_at INTEGER NOT NULL DEFAULT 0,
    last_device_seq INTEGER NOT NULL DEFAULT 0,
    forked_at INTEGER NOT NULL DEFAULT 0,
    revoked_at INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX devices_by_member ON devices (member);

CREATE TABLE codes (
    code_hash BLOB PRIMARY KEY NOT NULL,
    member BLOB NOT NULL DEFAULT x'',
    made_at INTEGER NOT NULL DEFAULT 0,
    expires_at INTEGER NOT NULL DEFAULT 0,
    used_at INTEGER NOT NULL DEFAULT 0,
    used_by BLOB NOT NULL DEFAULT x''
) STRICT;

-- Who may do what where, and since when. Ended rights stay: what was captured while they held is still accepted.
CREATE TABLE grants (
    id INTEGER PRIMARY KEY,
    member BLOB NOT NULL DEFAULT x'',
    role TEXT NOT NULL DEFAULT '',
    area TEXT NOT NULL DEFAULT '',
    from_at INTEGER NOT NULL DEFAULT 0,
    to_at INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX grants_by_member ON grants (member);
