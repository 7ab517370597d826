//! Matters, tasks and notices as lists show them: a row beside each record whose form is data, filled whenever the record is
//! written, and an index of their words and of those written in visits.

use chrono::{DateTime, NaiveDate, Utc};
use domain::course::Progress;
use domain::form::{Ask, Form, VISIT};
use domain::province::{self, ProvinceState};
use domain::rules::Rules;
use domain::{Fields, Record, RecordId, Visit, forms};
use rusqlite::{Connection, params};

use crate::calendar;
use crate::commands::ItemFilter;
use crate::error::Error;
use crate::store::content::{Content, EDITED, Facts};
use crate::store::records::{self, Viewed};
use crate::store::{columns, disputes, search, town};

/// Fills the row beside a record that was written, when its form is data; all of them when the town's rules came.
pub(crate) fn index(
    db: &Connection,
    facts: &Facts,
    content: &Content,
    row: i64,
) -> Result<(), Error> {
    match content {
        // A working day of the limits moves what the rules say.
        Content::Area {
            sets_rules: true, ..
        }
        | Content::Area {
            sets_limits: true, ..
        } => index_all(db),
        Content::Visit(visit) => index_visit(db, facts, visit, row),
        Content::Item(record) => {
            forget(db, row)?;
            match forms::of_record(record) {
                Some(form) => insert(db, form, record, row),
                None => Ok(()),
            }
        }
        Content::Area { .. }
        | Content::Member(_)
        | Content::Household(_)
        | Content::Resident(_)
        | Content::Dispute(_)
        | Content::Care(_)
        | Content::Opaque => Ok(()),
    }
}

/// Takes what stands beside a record away.
pub(crate) fn forget(db: &Connection, row: i64) -> Result<(), Error> {
    db.prepare_cached("DELETE FROM item WHERE row = ?1")?
        .execute([row])?;
    db.prepare_cached("DELETE FROM word_search WHERE rowid = ?1")?
        .execute([row])?;
    Ok(())
}

/// Rows that were here before this version, or before the town's rules came, are filled now.
pub(crate) fn index_all(db: &Connection) -> Result<(), Error> {
    let mut statement = db.prepare(
        "SELECT row, CASE shown WHEN '' THEN confirmed ELSE shown END FROM record
         WHERE kind IN ('matter', 'task', 'notice')",
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

/// The words of visits that were here before this version.
pub(crate) fn index_old_visits(db: &Connection) -> Result<(), Error> {
    let mut statement = db.prepare(
        "SELECT row, CASE shown WHEN '' THEN confirmed ELSE shown END FROM record
         WHERE kind = 'visit' AND (confirmed || shown LIKE '%\"remarks\"%' OR confirmed || shown LIKE '%\"difficulty_note\"%')",
    )?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let json: String = row.get(1)?;
        let record = records::parse(&json)?;
        if let Some(visit) = Visit::from_fields(&record.fields) {
            index_visit(db, &Facts::of(&record), &visit, row.get(0)?)?;
        }
    }
    Ok(())
}

fn insert(db: &Connection, form: &Form, record: &Record, row: i64) -> Result<(), Error> {
    let progress = form.course.map(|course| Progress::of(course, record));
    let due = match &progress {
        Some(progress) => {
            let fields = town::fields(db)?;
            let limits = domain::dispute::Limits::of_town(&fields);
            Rules::of_town(&fields).due_on(form, record, progress, &limits)
        }
        None => None,
    };
    let (state, owner) = progress
        .as_ref()
        .map_or(("", None), |progress| (progress.state, progress.owner));
    let is_over = record.voided.is_some() || form.course.is_none_or(|course| course.is_end(state));
    let visit = record
        .fields
        .text(VISIT)
        .and_then(|id| id.parse::<RecordId>().ok());
    db.prepare_cached(
        "INSERT INTO item (row, form, state, due, owner, urgent, ended, visit, province)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
    )?
    .execute(params![
        row,
        form.name,
        state,
        due.map(|day| day.to_string()).unwrap_or_default(),
        owner.map(|id| id.bytes().to_vec()).unwrap_or_default(),
        is_urgent(&record.fields) && !is_over,
        is_over,
        visit.map(|id| id.bytes().to_vec()).unwrap_or_default(),
        province::state_of(record).code()
    ])?;
    index_words(db, form, &record.fields, row)
}

/// 紧急隐患 and 预警 stand first.
pub(crate) fn is_urgent(fields: &Fields) -> bool {
    fields.text("severity") == Some("urgent") || fields.text("notice_sort") == Some("alert")
}

fn index_words(db: &Connection, form: &Form, fields: &Fields, row: i64) -> Result<(), Error> {
    let mut texts = vec![form.title_of(fields)];
    let mut pinyin = Vec::new();
    for question in form.questions {
        let Some(text) = fields.text(question.field) else {
            continue;
        };
        match question.ask {
            Ask::Name => {
                texts.push(text.to_owned());
                pinyin.push(search::readings(text));
            }
            Ask::Line(_) | Ask::Text(_) | Ask::Unit => texts.push(text.to_owned()),
            _ => {}
        }
    }
    write_words(db, row, &texts, &pinyin)
}

/// The words of a visit, when somebody wrote any: most say nothing but chips.
fn index_visit(db: &Connection, facts: &Facts, visit: &Visit, row: i64) -> Result<(), Error> {
    let texts: Vec<String> = [&visit.difficulty_note, &visit.remarks]
        .into_iter()
        .flatten()
        .cloned()
        .collect();
    if facts.flags & EDITED != 0 || !texts.is_empty() {
        db.prepare_cached("DELETE FROM word_search WHERE rowid = ?1")?
            .execute([row])?;
    }
    if texts.is_empty() {
        return Ok(());
    }
    write_words(db, row, &texts, &[])
}

fn write_words(
    db: &Connection,
    row: i64,
    texts: &[String],
    pinyin: &[String],
) -> Result<(), Error> {
    // The mark between two texts keeps a phrase from reaching over both.
    let words: Vec<String> = texts.iter().map(|text| search::spaced(text)).collect();
    db.prepare_cached("INSERT INTO word_search (rowid, words, pinyin) VALUES (?1, ?2, ?3)")?
        .execute(params![row, words.join(" zzz "), pinyin.join(" ")])?;
    Ok(())
}

/// A filter as the statements take it.
struct Bounds {
    from: i64,
    until: i64,
    area: String,
    area_end: String,
    overdue_on: String,
    household: Vec<u8>,
    visit: Vec<u8>,
    owner: Vec<u8>,
    words: String,
}

impl Bounds {
    fn of(filter: &ItemFilter, today: NaiveDate) -> Self {
        let id = |id: Option<RecordId>| id.map(|id| id.bytes().to_vec()).unwrap_or_default();
        let start = |day: NaiveDate| calendar::start_of(day).timestamp_millis();
        let end = |day: NaiveDate| calendar::end_of(day).timestamp_millis();
        let area = filter.area.as_ref();
        Self {
            from: filter.from.map_or(i64::MIN, start),
            until: filter.to.map_or(i64::MAX, end),
            area: area.map(ToString::to_string).unwrap_or_default(),
            area_end: area.map_or_else(|| ":".to_owned(), domain::AreaCode::range_end),
            overdue_on: if filter.is_overdue {
                today.to_string()
            } else {
                String::new()
            },
            household: id(filter.household),
            visit: id(filter.visit),
            owner: id(filter.owner.map(RecordId::from)),
            words: disputes::query(&filter.text),
        }
    }
}

/// The records of a filter and how many there are in all: what presses first, then by day, then the newest.
pub(crate) fn list(
    db: &Connection,
    filter: &ItemFilter,
    today: NaiveDate,
    (offset, limit): (u32, u32),
) -> Result<(Vec<Viewed>, u64), Error> {
    let bounds = Bounds::of(filter, today);
    if bounds.words.is_empty() && !filter.text.trim().is_empty() {
        return Ok((Vec::new(), 0));
    }
    let mut statement = db.prepare_cached(
        "SELECT CASE r.shown WHEN '' THEN r.confirmed ELSE r.shown END, r.state, page.total FROM (
             SELECT i.row, i.urgent, i.ended, i.due, r.at, count(*) OVER () AS total
             FROM item i JOIN record r ON r.row = i.row
             WHERE r.at >= ?1 AND r.at < ?2 AND r.area >= ?3 AND r.area < ?4
               AND (?5 = '' OR i.form = ?5) AND (?5 <> '' OR r.kind = 'matter') AND (?6 = '' OR i.state = ?6)
               AND (?7 = '' OR (i.due <> '' AND i.due < ?7)) AND (NOT ?8 OR i.ended = 0)
               AND (?9 = x'' OR r.parent = ?9) AND (?10 = x'' OR i.visit = ?10) AND (?11 = x'' OR i.owner = ?11)
               AND (?15 = '' OR i.province = ?15)
               AND (?12 = '' OR i.row IN (SELECT rowid FROM word_search WHERE word_search MATCH ?12))
             ORDER BY i.urgent DESC, i.ended, i.due = '', i.due, r.at DESC, i.row DESC LIMIT ?13 OFFSET ?14
         ) page JOIN record r ON r.row = page.row
         ORDER BY page.urgent DESC, page.ended, page.due = '', page.due, page.at DESC, page.row DESC",
    )?;
    let mut rows = statement.query(params![
        bounds.from,
        bounds.until,
        bounds.area,
        bounds.area_end,
        filter.form,
        filter.state,
        bounds.overdue_on,
        filter.is_open,
        bounds.household,
        bounds.visit,
        bounds.owner,
        bounds.words,
        limit,
        offset,
        filter.province.map_or("", ProvinceState::code)
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

/// Notes that a notice was read here.
pub(crate) fn mark_read(db: &Connection, id: RecordId, at: DateTime<Utc>) -> Result<bool, Error> {
    let changed = db
        .prepare_cached(
            "INSERT INTO read_notice (record, at) VALUES (?1, ?2) ON CONFLICT (record) DO NOTHING",
        )?
        .execute(params![id.bytes(), at.timestamp_millis()])?;
    Ok(changed > 0)
}

/// Was a notice read here?
pub(crate) fn is_read(db: &Connection, id: RecordId) -> Result<bool, Error> {
    let mut statement =
        db.prepare_cached("SELECT EXISTS (SELECT 1 FROM read_notice WHERE record = ?1)")?;
    Ok(statement.query_row([id.bytes()], |row| row.get(0))?)
}

/// Notices that were not read here and still hold.
pub(crate) fn unread(db: &Connection) -> Result<u64, Error> {
    let count: i64 = db.query_row(
        "SELECT count(*) FROM item i JOIN record r ON r.row = i.row
         WHERE i.form = 'notice' AND NOT EXISTS (SELECT 1 FROM read_notice n WHERE n.record = r.id)
           AND r.flags & 1 = 0",
        [],
        |row| row.get(0),
    )?;
    Ok(count.unsigned_abs())
}
