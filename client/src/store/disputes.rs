//! Disputes as lists show them: a row beside each record, filled whenever the record is written, and an index of their words.

use chrono::NaiveDate;
use domain::dispute::{Level, Limits, Risk};
use domain::province::ProvinceState;
use domain::{Dispute, Kind, Member, RecordId};
use rusqlite::{Connection, params};

use crate::calendar;
use crate::commands::DisputeFilter;
use crate::error::Error;
use crate::store::content::{Content, Facts};
use crate::store::records::{self, Viewed};
use crate::store::{columns, search, town};

/// Rows of disputes that were here before this version are filled now.
pub(crate) fn index_all(db: &Connection) -> Result<(), Error> {
    let mut statement = db.prepare(
        "SELECT row, CASE shown WHEN '' THEN confirmed ELSE shown END FROM record WHERE kind = 'dispute'",
    )?;
    let found: Vec<(i64, String)> = statement
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<Result<_, _>>()?;
    for (row, json) in found {
        let record = records::parse(&json)?;
        let (facts, content) = (Facts::of(&record), Content::of(&record));
        columns::fill(db, row, &columns::columns(&facts, &content))?;
        index(db, &facts, &content, row)?;
    }
    Ok(())
}

/// Fills the row beside a record that was written, when it is a dispute; and all of them when the town's limits came.
pub(crate) fn index(
    db: &Connection,
    facts: &Facts,
    content: &Content,
    row: i64,
) -> Result<(), Error> {
    if let Content::Area { sets_limits, .. } = content {
        return if *sets_limits { index_all(db) } else { Ok(()) };
    }
    if facts.kind != Kind::Dispute {
        return Ok(());
    }
    db.prepare_cached("DELETE FROM dispute WHERE row = ?1")?
        .execute([row])?;
    let Content::Dispute(known) = content else {
        return Ok(());
    };
    let (dispute, life, province) = known.as_ref();
    let due = life.due_on(&limits(db)?).filter(|_| !facts.is_voided());
    let risk = dispute.risk.filter(|risk| {
        let is_open = life.state.is_unsettled() && !facts.is_voided();
        is_open && matches!(risk, Risk::MayEscalate | Risk::Violence)
    });
    db.prepare_cached(
        "INSERT INTO dispute (row, state, category, due, urgent, visit, risk, settled, province, cause)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
    )?
    .execute(params![
        row,
        life.state.code(),
        dispute.category.map_or("", domain::dispute::Category::code),
        due.map(|day| day.to_string()).unwrap_or_default(),
        dispute.risk == Some(Risk::Violence) && life.state.is_unsettled(),
        dispute
            .visit
            .map(|id| id.bytes().to_vec())
            .unwrap_or_default(),
        risk.map_or("", Risk::code),
        life.settled.map_or("", |(_, level)| level.code()),
        province.code(),
        dispute.cause.as_deref().unwrap_or_default().trim()
    ])?;
    index_words(db, dispute, row)
}

fn index_words(db: &Connection, dispute: &Dispute, row: i64) -> Result<(), Error> {
    let title = dispute.title();
    let texts = [title.as_str(), &dispute.place, &dispute.summary];
    let names = dispute.parties.iter().map(|party| party.name.as_str());
    // The mark between two texts keeps a phrase from reaching over both.
    let words: Vec<String> = texts
        .into_iter()
        .chain(names.clone())
        .map(search::spaced)
        .collect();
    let pinyin: Vec<String> = names.map(search::readings).collect();
    db.prepare_cached("INSERT INTO dispute_search (rowid, words, pinyin) VALUES (?1, ?2, ?3)")?
        .execute(params![row, words.join(" zzz "), pinyin.join(" ")])?;
    Ok(())
}

/// The time limits of the town's profile.
pub(crate) fn limits(db: &Connection) -> Result<Limits, Error> {
    Ok(Limits::of_town(&town::fields(db)?))
}

/// A filter as the statements take it.
struct Bounds {
    from: i64,
    until: i64,
    area: String,
    area_end: String,
    state: &'static str,
    category: &'static str,
    overdue_on: String,
    is_open: bool,
    is_risky: bool,
    settled: &'static str,
    province: &'static str,
    cause: String,
    household: Vec<u8>,
    visit: Vec<u8>,
    words: String,
}

impl Bounds {
    fn of(filter: &DisputeFilter, today: NaiveDate) -> Self {
        let id = |id: Option<RecordId>| id.map(|id| id.bytes().to_vec()).unwrap_or_default();
        Self {
            from: filter
                .from
                .map_or(i64::MIN, |day| calendar::start_of(day).timestamp_millis()),
            until: filter
                .to
                .map_or(i64::MAX, |day| calendar::end_of(day).timestamp_millis()),
            area: filter
                .area
                .as_ref()
                .map(ToString::to_string)
                .unwrap_or_default(),
            area_end: filter
                .area
                .as_ref()
                .map_or_else(|| ":".to_owned(), domain::AreaCode::range_end),
            state: filter.state.map_or("", domain::dispute::State::code),
            category: filter.category.map_or("", domain::dispute::Category::code),
            overdue_on: if filter.is_overdue {
                today.to_string()
            } else {
                String::new()
            },
            is_open: filter.is_open,
            is_risky: filter.is_risky,
            settled: filter.settled_at.map_or("", Level::code),
            province: filter.province.map_or("", ProvinceState::code),
            cause: filter.cause.clone().unwrap_or_default(),
            household: id(filter.household),
            visit: id(filter.visit),
            words: query(&filter.text),
        }
    }
}

/// What was typed, as the index is asked for it: every part must be there. Nothing typed asks for nothing.
pub(super) fn query(text: &str) -> String {
    let clause = |part: &str| {
        let words = search::spaced(part);
        let words = words.trim();
        if words.is_empty() {
            return None;
        }
        Some(if part.chars().all(|c| c.is_ascii_alphabetic()) {
            format!("(pinyin : \"{words}\" * OR words : \"{words}\" *)")
        } else {
            format!("words : \"{words}\"")
        })
    };
    let clauses: Vec<String> = text.split_whitespace().filter_map(clause).collect();
    clauses.join(" AND ")
}

/// The disputes of a filter and how many there are in all: the urgent first, then the newest.
pub(crate) fn list(
    db: &Connection,
    filter: &DisputeFilter,
    today: NaiveDate,
    page: (u32, u32),
) -> Result<(Vec<Viewed>, u64), Error> {
    let bounds = Bounds::of(filter, today);
    if bounds.words.is_empty() && !filter.text.trim().is_empty() {
        return Ok((Vec::new(), 0));
    }
    let (offset, limit) = page;
    let mut statement = db.prepare_cached(
        "SELECT CASE r.shown WHEN '' THEN r.confirmed ELSE r.shown END, r.state, page.total FROM (
             SELECT d.row, d.urgent, r.at, count(*) OVER () AS total FROM dispute d JOIN record r ON r.row = d.row
             WHERE r.at >= ?1 AND r.at < ?2 AND r.area >= ?3 AND r.area < ?4
               AND (?5 = '' OR d.state = ?5) AND (?6 = '' OR d.category = ?6)
               AND (?7 = '' OR (d.due <> '' AND d.due < ?7)) AND (NOT ?8 OR d.state <> 'closed')
               AND (NOT ?14 OR d.risk <> '') AND (?15 = '' OR d.settled = ?15) AND (?16 = '' OR d.province = ?16)
               AND (?17 = '' OR d.cause = ?17)
               AND (?9 = x'' OR r.parent = ?9) AND (?10 = x'' OR d.visit = ?10)
               AND (?11 = '' OR d.row IN (SELECT rowid FROM dispute_search WHERE dispute_search MATCH ?11))
             ORDER BY d.urgent DESC, r.at DESC, d.row DESC LIMIT ?12 OFFSET ?13
         ) page JOIN record r ON r.row = page.row ORDER BY page.urgent DESC, page.at DESC, page.row DESC",
    )?;
    let mut rows = statement.query(params![
        bounds.from,
        bounds.until,
        bounds.area,
        bounds.area_end,
        bounds.state,
        bounds.category,
        bounds.overdue_on,
        bounds.is_open,
        bounds.household,
        bounds.visit,
        // An empty query would be an error of the index, though nothing asks it then.
        bounds.words,
        limit,
        offset,
        bounds.is_risky,
        bounds.settled,
        bounds.province,
        bounds.cause
    ])?;
    let mut all = Vec::new();
    let mut total: i64 = 0;
    while let Some(row) = rows.next()? {
        let json: String = row.get(0)?;
        total = row.get(2)?;
        all.push(Viewed {
            record: records::parse(&json)?,
            state: records::state_at(row, 1)?,
        });
    }
    Ok((all, total.unsigned_abs()))
}

/// Numbers of the police station and the judicial office, in this order: members of the town whom every phone holds.
pub(crate) fn helpers(db: &Connection) -> Result<Vec<(String, String)>, Error> {
    let mut statement = db.prepare_cached(
        "SELECT CASE shown WHEN '' THEN confirmed ELSE shown END
         FROM record WHERE kind = 'member' AND code = 'department'
           AND (name LIKE '%派出所%' OR name LIKE '%司法所%')
         ORDER BY name LIKE '%派出所%' DESC, name",
    )?;
    let rows = statement.query_map([], |row| row.get::<_, String>(0))?;
    let mut found = Vec::new();
    for json in rows {
        // Read here: the browser's SQLite is built without its JSON functions.
        let Some(member) = Member::from_fields(&records::parse(&json?)?.fields) else {
            continue;
        };
        if let Some(phone) = member.phone.filter(|phone| !phone.is_empty()) {
            found.push((member.name, phone));
        }
    }
    Ok(found)
}
