-- Version 6: the begun forms of steps. docs/schema-client.md explains every table.

CREATE TABLE step_draft (
    record     BLOB    NOT NULL,
    step       TEXT    NOT NULL,
    form       TEXT    NOT NULL,
    body       TEXT    NOT NULL DEFAULT '',
    sealed     BLOB    NOT NULL DEFAULT x'',
    focus      TEXT    NOT NULL DEFAULT '',
    written_at INTEGER NOT NULL,
    PRIMARY KEY (record, step)
) STRICT, WITHOUT ROWID;
