-- Which openings of care files stand in the audit log, and where: so that one that is told again is noted once.

CREATE TABLE openings (
    id    BLOB    NOT NULL PRIMARY KEY,
    entry INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
