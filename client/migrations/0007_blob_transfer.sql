-- How far the bytes of photos, voice notes and signatures have come on their way to the server, and those of others that screens asked for. Both
-- stand apart from the bytes of this device: changing a row beside them would write them again. docs/schema-client.md explains every table.

CREATE TABLE upload (
    hash        TEXT    NOT NULL PRIMARY KEY REFERENCES blob (hash) ON DELETE CASCADE,
    made_at     INTEGER NOT NULL,
    size        INTEGER NOT NULL,
    small       INTEGER NOT NULL DEFAULT 0 CHECK (small IN (0, 1)),
    state       TEXT    NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'received', 'refused')),
    sent        INTEGER NOT NULL DEFAULT 0,
    outcome     TEXT    NOT NULL DEFAULT '',
    tries       INTEGER NOT NULL DEFAULT 0,
    next_at     INTEGER NOT NULL DEFAULT 0,
    received_at INTEGER NOT NULL DEFAULT 0,
    leaves      INTEGER NOT NULL DEFAULT 0 CHECK (leaves IN (0, 1))
) STRICT, WITHOUT ROWID;
CREATE INDEX upload_state ON upload (state, small, made_at);
INSERT INTO upload (hash, made_at, size, small)
    SELECT hash, made_at, length(content), length(thumbnail) > 0 FROM blob WHERE saved = 1;

CREATE TABLE fetched (
    hash    TEXT    NOT NULL,
    part    TEXT    NOT NULL CHECK (part IN ('thumbnail', 'whole')),
    state   TEXT    NOT NULL DEFAULT 'wanted' CHECK (state IN ('wanted', 'here')),
    tries   INTEGER NOT NULL DEFAULT 0,
    next_at INTEGER NOT NULL DEFAULT 0,
    used_at INTEGER NOT NULL DEFAULT 0,
    content BLOB    NOT NULL DEFAULT x'',
    PRIMARY KEY (hash, part)
) STRICT;
CREATE INDEX fetched_state ON fetched (state, part, used_at);
