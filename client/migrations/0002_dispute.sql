-- Version 2: what lists of disputes need, their own index of words, and their drafts. docs/schema-client.md explains every table.

CREATE TABLE dispute (
    row      INTEGER PRIMARY KEY REFERENCES record (row) ON DELETE CASCADE,
    state    TEXT    NOT NULL DEFAULT '',
    category TEXT    NOT NULL DEFAULT '',
    due      TEXT    NOT NULL DEFAULT '',
    urgent   INTEGER NOT NULL DEFAULT 0,
    visit    BLOB    NOT NULL DEFAULT x''
) STRICT;

-- Parties, title, place and what happened.
CREATE VIRTUAL TABLE dispute_search USING fts5 (
    words, pinyin,
    content = '', contentless_delete = 1, tokenize = 'unicode61', detail = full
);

CREATE TRIGGER dispute_gone AFTER DELETE ON dispute BEGIN
    DELETE FROM dispute_search WHERE rowid = old.row;
END;

-- One form for a household, one for a dispute that is corrected, one for all others.
CREATE TABLE dispute_draft (
    slot       BLOB    NOT NULL PRIMARY KEY,
    of         BLOB    NOT NULL DEFAULT x'',
    form       TEXT    NOT NULL,
    focus      TEXT    NOT NULL DEFAULT '',
    written_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
