-- Photos, voice notes and signatures: the bytes that records name by their hash. docs/schema-client.md explains every table.

CREATE TABLE blob (
    hash       TEXT    NOT NULL PRIMARY KEY,
    kind       TEXT    NOT NULL,
    media_type TEXT    NOT NULL,
    made_at    INTEGER NOT NULL,
    saved      INTEGER NOT NULL DEFAULT 0 CHECK (saved IN (0, 1)),
    thumbnail  BLOB    NOT NULL DEFAULT x'',
    content    BLOB    NOT NULL
) STRICT;
CREATE INDEX blob_begun ON blob (hash) WHERE saved = 0;
