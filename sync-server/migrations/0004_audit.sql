-- The audit log: who did what to people's rights, devices and data. Ids, counts and times only. A chain: every row holds the hash of the
-- one before and its own, made with the algorithm that it names.

CREATE TABLE audit (
    seq INTEGER PRIMARY KEY,
    at INTEGER NOT NULL DEFAULT 0,
    actor TEXT NOT NULL DEFAULT '',
    act TEXT NOT NULL DEFAULT '',
    about TEXT NOT NULL DEFAULT '',
    algorithm TEXT NOT NULL DEFAULT '',
    previous BLOB NOT NULL DEFAULT x'',
    hash BLOB NOT NULL DEFAULT x''
) STRICT;

CREATE TRIGGER audit_stays BEFORE UPDATE ON audit BEGIN
    SELECT RAISE(ABORT, 'the audit log is append-only');
END;
CREATE TRIGGER audit_is_kept BEFORE DELETE ON audit BEGIN
    SELECT RAISE(ABORT, 'the audit log is append-only');
END;
CREATE TRIGGER audit_goes_on BEFORE INSERT ON audit
WHEN NEW.seq <> (SELECT COALESCE(max(seq), 0) + 1 FROM audit) BEGIN
    SELECT RAISE(ABORT, 'the audit log is append-only');
END;
