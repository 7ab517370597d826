-- Version 3: begun forms of every sort in one table; what lists of matters and tasks need; the words of records; what was read.

CREATE TABLE form_draft (
    form       TEXT    NOT NULL,
    slot       BLOB    NOT NULL,
    of         BLOB    NOT NULL DEFAULT x'',
    body       TEXT    NOT NULL,
    focus      TEXT    NOT NULL DEFAULT '',
    written_at INTEGER NOT NULL,
    PRIMARY KEY (form, slot)
) STRICT, WITHOUT ROWID;
INSERT INTO form_draft (form, slot, of, body, focus, written_at)
    SELECT 'visit', household, of, visit, focus, written_at FROM draft;
INSERT INTO form_draft (form, slot, of, body, focus, written_at)
    SELECT 'dispute', slot, of, form, focus, written_at FROM dispute_draft;
DROP TABLE draft;
DROP TABLE dispute_draft;

CREATE TABLE item (
    row    INTEGER PRIMARY KEY REFERENCES record (row) ON DELETE CASCADE,
    form   TEXT    NOT NULL DEFAULT '',
    state  TEXT    NOT NULL DEFAULT '',
    due    TEXT    NOT NULL DEFAULT '',
    owner  BLOB    NOT NULL DEFAULT x'',
    urgent INTEGER NOT NULL DEFAULT 0,
    ended  INTEGER NOT NULL DEFAULT 0,
    visit  BLOB    NOT NULL DEFAULT x''
) STRICT;
CREATE INDEX item_form ON item (form, ended, due);

-- The words of matters, tasks and notices, and of visits in which something was written.
CREATE VIRTUAL TABLE word_search USING fts5 (
    words, pinyin,
    content = '', contentless_delete = 1, tokenize = 'unicode61', detail = full
);

CREATE TABLE read_notice (
    record BLOB    NOT NULL PRIMARY KEY,
    at     INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
