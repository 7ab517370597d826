//! What of a care file stands outside the seal: the day on which somebody should look in again, and the day from which it may not be held. And
//! giving files back when that day has come, or when the server has not been heard of for too long.

use chrono::{DateTime, Duration, NaiveDate, Utc};
use domain::care::{CheckIn, Rules, due};
use domain::{AreaCode, DataClass, PersonFile, RecordId, Scope};
use rusqlite::{Connection, params};

use crate::error::Error;
use crate::store::{Own, care, cursors, meta, records, town, withdrawal};

/// The rules of the town's profile: those of the area record that all others lie in.
pub(crate) fn rules(db: &Connection) -> Result<Rules, Error> {
    Ok(Rules::of_town(&town::fields(db)?))
}

/// The rules came: every day is to be worked out again when the records are open.
pub(crate) fn unsettle(db: &Connection) -> Result<(), Error> {
    db.execute("UPDATE care SET moved = 1", [])?;
    Ok(())
}

/// Works the days of every file out again of which something moved. Without the key it waits until it is here.
pub(crate) fn settle(db: &Connection, own: &Own) -> Result<(), Error> {
    if own.care.is_none() {
        return Ok(());
    }
    let mut statement = db.prepare_cached("SELECT DISTINCT file FROM care WHERE moved = 1")?;
    let moved: Vec<RecordId> = statement
        .query_map([], |row| records::id_at(row, 0))?
        .collect::<Result<_, _>>()?;
    if moved.is_empty() {
        return Ok(());
    }
    let rules = rules(db)?;
    for file in moved {
        settle_one(db, own, file, &rules)?;
    }
    Ok(())
}

fn settle_one(db: &Connection, own: &Own, id: RecordId, rules: &Rules) -> Result<(), Error> {
    let viewed = care::view(db, own, id)?;
    let is_void = viewed
        .as_ref()
        .is_some_and(|viewed| viewed.record.voided.is_some());
    let file = viewed.and_then(|viewed| PersonFile::from_fields(&viewed.record.fields));
    let checks: Vec<CheckIn> = care::check_ins(db, own, id)?
        .iter()
        .filter(|viewed| viewed.record.voided.is_none())
        .filter_map(|viewed| CheckIn::from_fields(&viewed.record.fields))
        .collect();
    let next = file.as_ref().filter(|_| !is_void);
    let next = next.and_then(|file| due::next_on(file, &checks, rules));
    let until = file
        .and_then(|file| file.ends_on)
        .map(|day| day.succ_opt().unwrap_or(day));
    let text = |day: Option<NaiveDate>| day.map_or_else(String::new, |day| day.to_string());
    db.prepare_cached(
        "UPDATE care SET due = ?2, until = ?3 WHERE row = (SELECT row FROM record WHERE id = ?1)",
    )?
    .execute(params![id.bytes(), text(next), text(until)])?;
    db.prepare_cached("UPDATE care SET moved = 0 WHERE file = ?1")?
        .execute([id.bytes()])?;
    Ok(())
}

/// How many care visits are due or overdue; known without the second PIN.
pub(crate) fn count(db: &Connection, today: NaiveDate) -> Result<u64, Error> {
    let mut statement =
        db.prepare_cached("SELECT count(*) FROM care WHERE due <> '' AND due <= ?1")?;
    let count: i64 = statement.query_row([today.to_string()], |row| row.get(0))?;
    Ok(count.unsigned_abs())
}

/// Gives back every file whose label has ended, and all of them when the server was not heard of for too long. What waits in the outbox
/// stays and is sent. True when something went.
pub(crate) fn expire(
    db: &Connection,
    own: &Own,
    today: NaiveDate,
    phone_now: DateTime<Utc>,
) -> Result<bool, Error> {
    let mut scopes = ended(db, today)?;
    if is_out_of_contact(db, phone_now)? {
        let held = cursors::all(db)?.into_keys();
        scopes.extend(held.filter(Scope::is_sealed));
    }
    for scope in &scopes {
        cursors::remove(db, scope)?;
        withdrawal::give_back(db, own, scope, &[])?;
    }
    Ok(!scopes.is_empty())
}

fn ended(db: &Connection, today: NaiveDate) -> Result<Vec<Scope>, Error> {
    let mut statement = db.prepare_cached(
        "SELECT r.area, c.file FROM care c JOIN record r ON r.row = c.row WHERE c.until <> '' AND c.until <= ?1",
    )?;
    let mut rows = statement.query([today.to_string()])?;
    let mut scopes = Vec::new();
    while let Some(row) = rows.next()? {
        let file = records::id_at(row, 1)?;
        if let Ok(area) = AreaCode::new(row.get::<_, String>(0)?) {
            scopes.push(Scope::of_file(DataClass::Care, area, file));
        }
    }
    Ok(scopes)
}

fn is_out_of_contact(db: &Connection, phone_now: DateTime<Utc>) -> Result<bool, Error> {
    let Some(heard) = meta::number(db, meta::LAST_CONTACT)? else {
        return Ok(false);
    };
    let heard = DateTime::from_timestamp_millis(heard).unwrap_or_default();
    Ok(phone_now - heard > Duration::days(i64::from(rules(db)?.contact_days)))
}
