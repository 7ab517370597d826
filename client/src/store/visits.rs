//! Visits as lists show them, and the filter that the worker's day and the office's table share.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use domain::{MemberId, RecordId, Visit};
use rusqlite::{Connection, params};

use crate::calendar;
use crate::commands::{VisitFilter, VisitRow};
use crate::error::Error;
use crate::store::content::VOIDED;
use crate::store::disputes;
use crate::store::households::{self, Door};
use crate::store::names::Names;
use crate::store::records::{self, Viewed};

const GIST_CHARACTERS: usize = 60;

/// A filter as the statements take it.
struct Bounds {
    from: i64,
    until: i64,
    area: String,
    area_end: String,
    author: Vec<u8>,
    outcome: &'static str,
    words: String,
}

impl Bounds {
    fn of(filter: &VisitFilter) -> Self {
        let millis = |at: DateTime<Utc>| at.timestamp_millis();
        Self {
            from: filter
                .from
                .map_or(i64::MIN, |day| millis(calendar::start_of(day))),
            until: filter
                .to
                .map_or(i64::MAX, |day| millis(calendar::end_of(day))),
            area: filter
                .area
                .as_ref()
                .map(ToString::to_string)
                .unwrap_or_default(),
            area_end: filter
                .area
                .as_ref()
                .map_or_else(|| ":".to_owned(), domain::AreaCode::range_end),
            author: filter
                .author
                .map(|id| id.bytes().to_vec())
                .unwrap_or_default(),
            outcome: filter
                .outcome
                .map(domain::visit::Outcome::code)
                .unwrap_or_default(),
            words: disputes::query(&filter.text),
        }
    }

    /// Is something asked for that no index can find?
    fn is_vain(&self, filter: &VisitFilter) -> bool {
        self.words.is_empty() && !filter.text.trim().is_empty()
    }
}

/// How many visits a filter has.
pub(crate) fn count(db: &Connection, filter: &VisitFilter) -> Result<u64, Error> {
    let bounds = Bounds::of(filter);
    if bounds.is_vain(filter) {
        return Ok(0);
    }
    let is_plain = filter.area.is_none() && filter.author.is_none() && filter.outcome.is_none();
    if is_plain && bounds.words.is_empty() {
        // The commonest list of the office: of all visits, only their times are looked at.
        let mut statement = db.prepare_cached(
            "SELECT count(*) FROM record WHERE kind = 'visit' AND at >= ?1 AND at < ?2",
        )?;
        let count: i64 = statement.query_row([bounds.from, bounds.until], |row| row.get(0))?;
        return Ok(count.unsigned_abs());
    }
    let mut statement = db.prepare_cached(
        "SELECT count(*) FROM record
         WHERE kind = 'visit' AND at >= ?1 AND at < ?2 AND area >= ?3 AND area < ?4
           AND (?5 = x'' OR author = ?5) AND (?6 = '' OR code = ?6)
           AND (?7 = '' OR row IN (SELECT rowid FROM word_search WHERE word_search MATCH ?7))",
    )?;
    let count: i64 = statement.query_row(
        params![
            bounds.from,
            bounds.until,
            bounds.area,
            bounds.area_end,
            bounds.author,
            bounds.outcome,
            bounds.words
        ],
        |row| row.get(0),
    )?;
    Ok(count.unsigned_abs())
}

/// How many visits somebody made from the one moment to the other.
pub(crate) fn count_of(
    db: &Connection,
    author: MemberId,
    (from, until): (DateTime<Utc>, DateTime<Utc>),
) -> Result<u64, Error> {
    let mut statement = db.prepare_cached(
        "SELECT count(*) FROM record WHERE kind = 'visit' AND at >= ?1 AND at < ?2 AND author = ?3",
    )?;
    let bounds = params![
        from.timestamp_millis(),
        until.timestamp_millis(),
        author.bytes()
    ];
    let count: i64 = statement.query_row(bounds, |row| row.get(0))?;
    Ok(count.unsigned_abs())
}

/// The visits of a filter, newest first.
pub(crate) fn list(
    db: &Connection,
    filter: &VisitFilter,
    offset: u32,
    limit: u32,
) -> Result<Vec<Viewed>, Error> {
    let bounds = Bounds::of(filter);
    if bounds.is_vain(filter) {
        return Ok(Vec::new());
    }
    let mut statement = db.prepare_cached(
        "SELECT CASE r.shown WHEN '' THEN r.confirmed ELSE r.shown END, r.state FROM (
             SELECT row, at FROM record
             WHERE kind = 'visit' AND at >= ?1 AND at < ?2 AND area >= ?3 AND area < ?4
               AND (?5 = x'' OR author = ?5) AND (?6 = '' OR code = ?6)
               AND (?9 = '' OR row IN (SELECT rowid FROM word_search WHERE word_search MATCH ?9))
             ORDER BY at DESC, row DESC LIMIT ?7 OFFSET ?8
         ) page JOIN record r ON r.row = page.row ORDER BY page.at DESC, page.row DESC",
    )?;
    let mut rows = statement.query(params![
        bounds.from,
        bounds.until,
        bounds.area,
        bounds.area_end,
        bounds.author,
        bounds.outcome,
        limit,
        offset,
        bounds.words
    ])?;
    viewed(&mut rows)
}

/// The visits of a household, newest first.
pub(crate) fn of_household(
    db: &Connection,
    household: RecordId,
    limit: u32,
) -> Result<Vec<Viewed>, Error> {
    let mut statement = db.prepare_cached(
        "SELECT CASE shown WHEN '' THEN confirmed ELSE shown END, state FROM record
         WHERE parent = ?1 AND parent <> x'' AND kind = 'visit' ORDER BY at DESC, row DESC LIMIT ?2",
    )?;
    let mut rows = statement.query(params![household.bytes(), limit])?;
    viewed(&mut rows)
}

/// Own visits whose follow-up is due, and after which the household was not visited again; the longest due first.
pub(crate) fn due(
    db: &Connection,
    member: MemberId,
    today: NaiveDate,
    limit: u32,
) -> Result<Vec<Viewed>, Error> {
    let mut statement = db.prepare_cached(
        "SELECT CASE v.shown WHEN '' THEN v.confirmed ELSE v.shown END, v.state FROM record v
         WHERE v.author = ?1 AND v.due <> '' AND v.due <= ?2 AND v.kind = 'visit' AND NOT EXISTS (
             SELECT 1 FROM record later
             WHERE later.parent = v.parent AND later.parent <> x'' AND later.kind = 'visit'
               AND later.at > v.at AND later.flags & ?3 = 0)
         ORDER BY v.due, v.at LIMIT ?4",
    )?;
    let mut rows = statement.query(params![member.bytes(), today.to_string(), VOIDED, limit])?;
    viewed(&mut rows)
}

/// Own visits since a moment, and how many of them the office has.
pub(crate) fn own_since(
    db: &Connection,
    member: MemberId,
    since: DateTime<Utc>,
    until: DateTime<Utc>,
) -> Result<(u64, u64), Error> {
    let mut statement = db.prepare_cached(
        "SELECT count(*), count(*) FILTER (WHERE state = 'received') FROM record
         WHERE kind = 'visit' AND at >= ?1 AND at < ?2 AND author = ?3 AND flags & ?4 = 0",
    )?;
    let bounds = params![
        since.timestamp_millis(),
        until.timestamp_millis(),
        member.bytes(),
        VOIDED
    ];
    Ok(statement.query_row(bounds, |row| {
        Ok((
            row.get::<_, i64>(0)?.unsigned_abs(),
            row.get::<_, i64>(1)?.unsigned_abs(),
        ))
    })?)
}

fn viewed(rows: &mut rusqlite::Rows<'_>) -> Result<Vec<Viewed>, Error> {
    let mut all = Vec::new();
    while let Some(row) = rows.next()? {
        let json: String = row.get(0)?;
        all.push(Viewed {
            record: records::parse(&json)?,
            state: records::state_at(row, 1)?,
        });
    }
    Ok(all)
}

/// Makes rows out of visits, looking every household and name up once.
pub(crate) struct Rows<'a> {
    db: &'a Connection,
    names: Names<'a>,
    doors: HashMap<RecordId, Option<Door>>,
}

impl<'a> Rows<'a> {
    pub(crate) fn new(db: &'a Connection) -> Self {
        Self {
            db,
            names: Names::new(db),
            doors: HashMap::new(),
        }
    }

    /// The row of a visit and the visit itself; `None` when this build cannot read it.
    pub(crate) fn row(&mut self, viewed: &Viewed) -> Result<Option<(VisitRow, Visit)>, Error> {
        let record = &viewed.record;
        let Some(visit) = Visit::from_fields(&record.fields) else {
            return Ok(None);
        };
        let household = self.door(visit.household)?.unwrap_or_default();
        let head = households::name_of(&household).to_owned();
        let row = VisitRow {
            id: record.id,
            household: visit.household,
            head,
            village_name: self.names.village(&record.area)?,
            grid_name: self.names.grid(&record.area)?,
            group: household.group,
            door: household.door,
            visited_at: visit.visited_at,
            method: visit.method,
            outcome: visit.outcome,
            handling: visit.handling,
            author_name: self.names.member(record.made.by)?,
            state: viewed.state,
            voided: record.voided.is_some(),
            gist: gist(&visit),
        };
        Ok(Some((row, visit)))
    }

    /// The rows of several visits.
    pub(crate) fn all(mut self, viewed: &[Viewed]) -> Result<Vec<VisitRow>, Error> {
        let mut rows = Vec::with_capacity(viewed.len());
        for viewed in viewed {
            rows.extend(self.row(viewed)?.map(|(row, _)| row));
        }
        Ok(rows)
    }

    fn door(&mut self, id: RecordId) -> Result<Option<domain::Household>, Error> {
        if !self.doors.contains_key(&id) {
            self.doors.insert(id, households::door(self.db, id)?);
        }
        let door = self.doors.get(&id).and_then(Option::as_ref);
        Ok(door.map(|door| door.household.clone()))
    }
}

fn gist(visit: &Visit) -> String {
    let words = [visit.difficulty_note.as_deref(), visit.remarks.as_deref()];
    let first = words
        .into_iter()
        .flatten()
        .find(|text| !text.trim().is_empty());
    first
        .unwrap_or_default()
        .chars()
        .take(GIST_CHARACTERS)
        .collect()
}
