//! Begun forms of steps: one for a record and a step. Those of a care record are sealed, all of one record together, so that
//! neither the words nor which step it is stands readable.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use domain::{Fields, RecordId, tree};
use rusqlite::{Connection, OptionalExtension as _, Row, params};

use crate::commands::StepDraft;
use crate::error::Error;
use crate::store::{Own, care, records};

/// The draft of a step.
pub(crate) fn find(
    db: &Connection,
    record: RecordId,
    step: &str,
) -> Result<Option<StepDraft>, Error> {
    let mut statement = db.prepare_cached(
        "SELECT record, step, form, body, focus, written_at FROM step_draft
         WHERE record = ?1 AND step = ?2 AND sealed = x''",
    )?;
    let found = statement
        .query_row(params![record.bytes(), step], read)
        .optional()?;
    Ok(found.and_then(readable))
}

/// All drafts, or those of one record; newest first.
pub(crate) fn all(db: &Connection, record: Option<RecordId>) -> Result<Vec<StepDraft>, Error> {
    let mut statement = db.prepare_cached(
        "SELECT record, step, form, body, focus, written_at FROM step_draft
         WHERE sealed = x'' AND (?1 IS NULL OR record = ?1) ORDER BY written_at DESC, step",
    )?;
    let rows: Vec<(StepDraft, String)> = statement
        .query_map([record.map(|id| id.bytes().to_vec())], read)?
        .collect::<Result<_, _>>()?;
    Ok(rows.into_iter().filter_map(readable).collect())
}

/// How many there are, but for the sealed ones.
pub(crate) fn count(db: &Connection) -> Result<u64, Error> {
    let sql = "SELECT count(*) FROM step_draft WHERE sealed = x''";
    let count: i64 = db.query_row(sql, [], |row| row.get(0))?;
    Ok(count.unsigned_abs())
}

/// Keeps a draft; durable when this returns.
pub(crate) fn put(db: &Connection, begun: &StepDraft) -> Result<(), Error> {
    db.prepare_cached(
        "INSERT INTO step_draft (record, step, form, body, focus, written_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
         ON CONFLICT (record, step) DO UPDATE
         SET form = excluded.form, body = excluded.body, focus = excluded.focus, written_at = excluded.written_at",
    )?
    .execute(params![
        begun.record.bytes(),
        begun.step,
        begun.form,
        encoded(&begun.fields)?,
        begun.focus.as_deref().unwrap_or_default(),
        begun.written_at.timestamp_millis()
    ])?;
    Ok(())
}

/// Throws a draft away.
pub(crate) fn remove(db: &Connection, record: RecordId, step: &str) -> Result<(), Error> {
    db.prepare_cached("DELETE FROM step_draft WHERE record = ?1 AND step = ?2 AND sealed = x''")?
        .execute(params![record.bytes(), step])?;
    Ok(())
}

fn encoded<T: serde::Serialize>(body: &T) -> Result<String, Error> {
    serde_json::to_string(body).map_err(|error| Error::Internal(format!("encode draft: {error}")))
}

fn read(row: &Row<'_>) -> rusqlite::Result<(StepDraft, String)> {
    let focus: String = row.get(4)?;
    let begun = StepDraft {
        record: records::id_at(row, 0)?,
        step: row.get(1)?,
        form: row.get(2)?,
        fields: Fields::default(),
        focus: Some(focus).filter(|focus| !focus.is_empty()),
        written_at: DateTime::from_timestamp_millis(row.get(5)?).unwrap_or_default(),
    };
    Ok((begun, row.get(3)?))
}

/// A draft of another version that cannot be read is not shown; it stays in the table.
fn readable((begun, body): (StepDraft, String)) -> Option<StepDraft> {
    let fields = tree::from_str(&body).ok()?;
    Some(StepDraft { fields, ..begun })
}

/// What the form of a care record is called in the table.
const CARE: &str = "check_in";

/// The begun steps of a care record: what is written in each so far.
pub(crate) type Sealed = BTreeMap<String, Fields>;

/// The begun steps of a care record, and when they were written.
pub(crate) fn find_sealed(
    db: &Connection,
    own: &Own,
    record: RecordId,
) -> Result<(Sealed, Option<DateTime<Utc>>), Error> {
    let mut statement = db.prepare_cached(
        "SELECT sealed, written_at FROM step_draft WHERE record = ?1 AND step = ''",
    )?;
    let found: Option<(Vec<u8>, i64)> = statement
        .query_row([record.bytes()], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let Some((sealed, written_at)) = found else {
        return Ok((Sealed::default(), None));
    };
    let text = care::key_of(own)?.unseal(&sealed)?;
    let begun = tree::from_str(&text).unwrap_or_default();
    Ok((begun, DateTime::from_timestamp_millis(written_at)))
}

/// Keeps what is written in a step of a care record; without fields the step is no longer begun.
pub(crate) fn put_sealed(
    db: &Connection,
    own: &Own,
    (record, step): (RecordId, &str),
    fields: Option<Fields>,
    written_at: DateTime<Utc>,
) -> Result<(), Error> {
    let (mut begun, _) = find_sealed(db, own, record)?;
    match fields {
        Some(fields) => begun.insert(step.to_owned(), fields),
        None => begun.remove(step),
    };
    if begun.is_empty() {
        db.prepare_cached("DELETE FROM step_draft WHERE record = ?1 AND step = ''")?
            .execute([record.bytes()])?;
        return Ok(());
    }
    let sealed = care::key_of(own)?.seal(&encoded(&begun)?)?;
    db.prepare_cached(
        "INSERT INTO step_draft (record, step, form, sealed, written_at) VALUES (?1, '', ?2, ?3, ?4)
         ON CONFLICT (record, step) DO UPDATE SET sealed = excluded.sealed, written_at = excluded.written_at",
    )?
    .execute(params![
        record.bytes(),
        CARE,
        sealed,
        written_at.timestamp_millis()
    ])?;
    Ok(())
}
