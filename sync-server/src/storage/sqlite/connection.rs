//! One open connection: its settings, its schema, and its transactions.

use std::path::Path;
use std::time::Duration;

use domain::Seq;
use rusqlite::config::DbConfig;
use rusqlite::{Connection, OptionalExtension};

use super::digests;
use crate::error::Error;

/// Applied in order; each raises `user_version` by one. Never edited once released.
const MIGRATIONS: &[&str] = &[
    include_str!("../../../migrations/0001_begin.sql"),
    include_str!("../../../migrations/0002_care.sql"),
    include_str!("../../../migrations/0003_circles.sql"),
    include_str!("../../../migrations/0004_audit.sql"),
    include_str!("../../../migrations/0005_blob.sql"),
    include_str!("../../../migrations/0006_digest.sql"),
    include_str!("../../../migrations/0007_opening.sql"),
    include_str!("../../../migrations/0008_told.sql"),
];

/// An open connection to the town's file.
pub(super) struct Ledger {
    pub(super) connection: Connection,
}

/// Makes the data folder, readable by its owner only.
pub(super) fn make_folder(folder: &Path) -> Result<(), Error> {
    if folder.is_dir() {
        return Ok(());
    }
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder
        .create(folder)
        .map_err(Error::io("making the data folder"))
}

impl Ledger {
    pub(super) fn open(file: &Path) -> Result<Self, Error> {
        Self::on(Connection::open(file)?)
    }

    pub(super) fn on(connection: Connection) -> Result<Self, Error> {
        connection.busy_timeout(Duration::from_secs(10))?;
        connection.execute_batch(
            "PRAGMA journal_mode = WAL;
             PRAGMA synchronous = FULL;
             PRAGMA foreign_keys = ON;
             PRAGMA cache_size = -65536;
             PRAGMA temp_store = MEMORY;",
        )?;
        connection.set_prepared_statement_cache_capacity(128);
        // Plans do not depend on what is bound; without this, a statement with a bound LIMIT is compiled anew at each use.
        connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
        Ok(Self { connection })
    }

    pub(super) fn migrate(&self) -> Result<(), Error> {
        loop {
            self.connection.execute_batch("BEGIN IMMEDIATE")?;
            let step = self.migrate_once();
            let end = if step.is_ok() { "COMMIT" } else { "ROLLBACK" };
            self.connection.execute_batch(end)?;
            if step? {
                return Ok(());
            }
        }
    }

    /// Applies the next migration; true when there was none to apply.
    fn migrate_once(&self) -> Result<bool, Error> {
        let found: u32 = self
            .connection
            .query_row("PRAGMA user_version", [], |row| row.get(0))?;
        let known = u32::try_from(MIGRATIONS.len()).unwrap_or(u32::MAX);
        if found > known {
            return Err(Error::TooNew { found, known });
        }
        let Some(next) = usize::try_from(found).ok().and_then(|n| MIGRATIONS.get(n)) else {
            return Ok(true);
        };
        self.connection.execute_batch(next)?;
        if found + 1 == digests::SINCE {
            digests::make(&self.connection)?;
        }
        self.connection
            .pragma_update(None, "user_version", found + 1)?;
        Ok(false)
    }

    /// The town's head; 0 while there is no town.
    pub(super) fn head(&self) -> Result<Seq, Error> {
        let head: Option<u64> = self
            .connection
            .prepare_cached("SELECT head FROM town WHERE id = 1")?
            .query_row([], |row| row.get(0))
            .optional()?;
        Ok(Seq(head.unwrap_or(0)))
    }

    /// Runs reads on one consistent state.
    pub(super) fn consistently<T>(
        &self,
        work: impl FnOnce() -> Result<T, Error>,
    ) -> Result<T, Error> {
        self.connection.execute_batch("BEGIN")?;
        let outcome = work();
        self.connection.execute_batch("ROLLBACK")?;
        outcome
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_documentation_names_every_table_and_column() {
        let folder = tempfile::tempdir().unwrap();
        let ledger = Ledger::open(&folder.path().join("town.db")).unwrap();
        ledger.migrate().unwrap();
        let page = include_str!("../../../../docs/schema-server.md");
        let mut statement = ledger
            .connection
            .prepare(
                "SELECT t.name, c.name FROM sqlite_schema t, pragma_table_info(t.name) c
                 WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%'",
            )
            .unwrap();
        let columns = statement
            .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))
            .unwrap();
        for column in columns {
            let (table, column): (String, String) = column.unwrap();
            let section = page
                .split("\n## ")
                .find(|part| part.starts_with(&format!("`{table}`")));
            let section = section.unwrap_or_else(|| panic!("no section on {table}"));
            assert!(
                section.contains(&format!("| `{column}` |")),
                "{table}.{column}"
            );
        }
    }

    fn frozen(version: u32) -> String {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/fixtures/schema");
        std::fs::read_to_string(folder.join(format!("server-v{version}.sql"))).unwrap()
    }

    fn schema(ledger: &Ledger) -> String {
        let mut statement = ledger
            .connection
            .prepare(
                "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'
                 ORDER BY CASE type WHEN 'table' THEN 0 WHEN 'index' THEN 1 ELSE 2 END, name",
            )
            .unwrap();
        let rows = statement
            .query_map([], |row| row.get::<_, String>(0))
            .unwrap();
        rows.map(|sql| format!("{};\n", sql.unwrap())).collect()
    }

    #[test]
    fn a_ledger_of_version_one_opens_with_its_data_and_the_frozen_schema() {
        let folder = tempfile::tempdir().unwrap();
        let ledger = Ledger::open(&folder.path().join("town.db")).unwrap();
        ledger.connection.execute_batch(&frozen(1)).unwrap();
        ledger
            .connection
            .execute_batch(
                "INSERT INTO town (id, code, name, epoch, head) VALUES (1, '620602108', '镇', 'e1', 7);
                 INSERT INTO changes (seq, class, area, body) VALUES (7, 'c2', '620602108001', '{}');
                 PRAGMA user_version = 1;",
            )
            .unwrap();
        ledger.migrate().unwrap();
        let newest = u32::try_from(MIGRATIONS.len()).unwrap();
        assert_eq!(schema(&ledger), frozen(newest));
        assert_eq!(ledger.head().unwrap(), Seq(7));
        let file: Vec<u8> = ledger
            .connection
            .query_row("SELECT file FROM changes WHERE seq = 7", [], |row| {
                row.get(0)
            })
            .unwrap();
        assert!(file.is_empty());
    }

    #[test]
    fn a_schema_of_a_newer_version_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("town.db");
        let ledger = Ledger::open(&file).unwrap();
        ledger.migrate().unwrap();
        ledger.migrate().unwrap();
        ledger
            .connection
            .pragma_update(None, "user_version", 99)
            .unwrap();
        let newest = u32::try_from(MIGRATIONS.len()).unwrap();
        let refused = ledger.migrate();
        assert!(matches!(refused, Err(Error::TooNew { found: 99, known }) if known == newest));
    }
}
