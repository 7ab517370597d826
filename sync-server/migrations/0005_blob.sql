-- Photos, voice notes and signatures: which record names which bytes, by whose change; and what became of the bytes. The bytes themselves
-- are files beside this one.

CREATE TABLE blob_names (
    hash BLOB NOT NULL DEFAULT x'',
    record BLOB NOT NULL DEFAULT x'',
    member BLOB NOT NULL DEFAULT x'',
    kind TEXT NOT NULL DEFAULT '',
    size INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (hash, record, member)
) STRICT, WITHOUT ROWID;

-- Bytes that are here whole, or were refused. What is half here is a file and nothing else.
CREATE TABLE blobs (
    hash BLOB PRIMARY KEY NOT NULL,
    size INTEGER NOT NULL DEFAULT 0,
    media_type TEXT NOT NULL DEFAULT '',
    refused TEXT NOT NULL DEFAULT '',
    member BLOB NOT NULL DEFAULT x'',
    device BLOB NOT NULL DEFAULT x'',
    received_at INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

-- What changes named before this version.
INSERT OR IGNORE INTO blob_names (hash, record, member, kind, size)
    SELECT unhex(json_extract(a.value, '$.hash')), c.record, unhex(replace(json_extract(c.body, '$.author'), '-', '')),
           COALESCE(json_extract(a.value, '$.kind'), ''), COALESCE(json_extract(a.value, '$.size'), 0)
    FROM changes c, json_each(c.body, '$.act.create.attachments') a
    WHERE instr(c.body, '"attachments"') > 0 AND length(unhex(json_extract(a.value, '$.hash'))) = 32;
INSERT OR IGNORE INTO blob_names (hash, record, member, kind, size)
    SELECT unhex(json_extract(a.value, '$.hash')), c.record, unhex(replace(json_extract(c.body, '$.author'), '-', '')),
           COALESCE(json_extract(a.value, '$.kind'), ''), COALESCE(json_extract(a.value, '$.size'), 0)
    FROM changes c, json_each(c.body, '$.act.edit.attachments') a
    WHERE instr(c.body, '"attachments"') > 0 AND length(unhex(json_extract(a.value, '$.hash'))) = 32;
