//! 台账: the ledgers that the township files, made out of the records on this device: on the screen, for paper, and as files.

use chrono::NaiveDate;
use domain::{Area, AreaCode, Fields, Kind, Leave, Member, Record, Role};
use ledger::source::{Names, Period, Source, Tell, Visited, Wanted};
pub use ledger::{Cell, Head, LEDGERS, Ledger, Table};
use rusqlite::params;
use serde::{Deserialize, Serialize};

use super::Run;
use super::export_visits::{ExportedFile, FileFormat, Span, area_words, receipt};
use super::outgoing::Outgoing;
use crate::calendar;
use crate::command::command;
use crate::context::Context;
use crate::error::Error;
use crate::store::{coverage, meta, records, town};

/// Which lines of which ledger.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LedgerQuery {
    /// The ledger's name, one of [`LEDGERS`].
    pub key: String,
    /// A village or grid; all that this device has without one.
    pub area: Option<AreaCode>,
    /// First local day.
    pub from: NaiveDate,
    /// Last local day.
    pub to: NaiveDate,
    /// Of cases only those that are not keyed into the province's platform, or changed since.
    #[serde(default)]
    pub is_unentered: bool,
}

/// A ledger for the screen and for paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LedgerPage {
    /// What it is called on paper.
    pub name: String,
    /// 单位.
    pub unit: String,
    /// 期间.
    pub period: String,
    /// The columns and the first lines.
    pub table: Table,
    /// How many lines there are in all.
    pub total: u64,
}

/// Makes a ledger.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenLedger {
    /// Which.
    pub query: LedgerQuery,
    /// Lines wanted at the most: a screen does not show a hundred thousand.
    pub limit: u32,
}
command!(OpenLedger -> LedgerPage);

/// Writes a ledger as a file, all of its lines.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExportLedger {
    /// Which.
    pub query: LedgerQuery,
    /// Which format.
    pub format: FileFormat,
    /// What for and with whose leave, where it names people.
    pub leave: Option<Leave>,
}
command!(ExportLedger -> ExportedFile);

impl Run for OpenLedger {
    fn run(self, cx: &mut Context<'_>) -> Result<LedgerPage, Error> {
        let (ledger, mut table) = made(cx, &self.query)?;
        let total = table.rows.len();
        table
            .rows
            .truncate(usize::try_from(self.limit).unwrap_or(usize::MAX));
        Ok(LedgerPage {
            name: ledger.name.to_owned(),
            unit: area_words(cx, self.query.area.as_ref())?,
            period: span(&self.query).words(),
            table,
            total: u64::try_from(total).unwrap_or(u64::MAX),
        })
    }
}

impl Run for ExportLedger {
    fn run(self, cx: &mut Context<'_>) -> Result<ExportedFile, Error> {
        let ledger = Ledger::named(&self.query.key).ok_or(Error::NotFound)?;
        let outgoing = Outgoing {
            ledger,
            area: self.query.area.clone(),
            days: (Some(self.query.from), Some(self.query.to)),
            leave: self.leave,
        };
        outgoing.check()?;
        let (_, table) = made(cx, &self.query)?;
        outgoing.file(cx, self.format, span(&self.query), &table)
    }
}

pub(super) fn span(query: &LedgerQuery) -> Span {
    Span::of((Some(query.from), Some(query.to)), None, query.to)
}

fn made(cx: &Context<'_>, query: &LedgerQuery) -> Result<(&'static Ledger, Table), Error> {
    let ledger = Ledger::named(&query.key).ok_or(Error::NotFound)?;
    if is_counted_by_server(cx.role(), &query.key) {
        let counted = counted(cx)?.filter(|counted| counted.query == *query);
        return Ok((ledger, counted.ok_or(Error::Offline)?.table));
    }
    if cx.role() == Role::County {
        return Err(Error::NotFound);
    }
    let table = ledger.make(&Stored::of(cx)?, &wanted(cx, query))?;
    if table.rows.len() > ledger::LINES_MAX {
        return Err(Error::TooLarge);
    }
    Ok((ledger, table))
}

fn wanted(cx: &Context<'_>, query: &LedgerQuery) -> Wanted {
    let area = query.area.clone();
    Wanted {
        area: area.unwrap_or_else(|| cx.profile.town.clone()),
        from: query.from,
        to: query.to,
        is_unentered: query.is_unentered,
    }
}

/// The ledger with all that a province's import sheet may ask.
pub(super) fn wide(cx: &Context<'_>, ledger: &Ledger, query: &LedgerQuery) -> Result<Table, Error> {
    ledger.make_wide(&Stored::of(cx)?, &wanted(cx, query))
}

/// A ledger as the server counted it.
#[derive(Serialize, Deserialize)]
struct Counted {
    query: LedgerQuery,
    table: Table,
}

/// Is this a ledger that only the server can count: of what no device holds, or for the county, which has counts and no records?
pub(crate) fn is_counted_by_server(role: Role, key: &str) -> bool {
    Ledger::named(key).is_some_and(|ledger| {
        ledger.is_counted_by_server || role == Role::County && ledger.is_counts
    })
}

/// Keeps what the server counted, with when.
pub(crate) fn keep_counted(
    cx: &Context<'_>,
    query: &LedgerQuery,
    mut table: Table,
) -> Result<(), Error> {
    let local = cx.now() + chrono::Duration::hours(8);
    table.notes.push(format!(
        "由服务器统计，截至 {}。",
        local.format("%Y-%m-%d %H:%M")
    ));
    let query = query.clone();
    let text = serde_json::to_string(&Counted { query, table })
        .map_err(|error| Error::Internal(format!("encode ledger: {error}")))?;
    meta::set(cx.db(), meta::COUNTED, &text)
}

fn counted(cx: &Context<'_>) -> Result<Option<Counted>, Error> {
    let text = meta::get(cx.db(), meta::COUNTED)?;
    Ok(text.and_then(|text| serde_json::from_str(&text).ok()))
}

/// The records of this device.
pub(super) struct Stored<'a> {
    cx: &'a Context<'a>,
    names: Names,
    town: Fields,
}

impl<'a> Stored<'a> {
    pub(super) fn of(cx: &'a Context<'_>) -> Result<Self, Error> {
        let mut stored = Self {
            cx,
            names: Names::default(),
            town: town::fields(cx.db())?,
        };
        let mut names = Names::default();
        let town = cx.profile.town.clone();
        stored.each(&Kind::Area, &town, None, &mut |record, _| {
            if let Some(area) = Area::from_fields(&record.fields) {
                names.areas.insert(record.area.clone(), area.name);
            }
        })?;
        stored.each(&Kind::Member, &town, None, &mut |record, _| {
            if let Some(member) = Member::from_fields(&record.fields) {
                names.members.insert(record.id.into(), member.name);
            }
        })?;
        stored.names = names;
        Ok(stored)
    }
}

impl Source<Error> for Stored<'_> {
    fn each(
        &self,
        kind: &Kind,
        area: &AreaCode,
        days: Option<(NaiveDate, NaiveDate)>,
        tell: Tell<'_>,
    ) -> Result<(), Error> {
        let start = days.map_or(i64::MIN, |(from, _)| {
            calendar::start_of(from).timestamp_millis()
        });
        let end = days.map_or(i64::MAX, |(_, to)| calendar::end_of(to).timestamp_millis());
        // A month of the whole town is found by its days: by its places every visit of all years would be read.
        let sql = if days.is_some() {
            "SELECT CASE shown WHEN '' THEN confirmed ELSE shown END, state FROM record INDEXED BY record_time
             WHERE kind = ?1 AND area >= ?2 AND area < ?3 AND at >= ?4 AND at < ?5 AND flags & 1 = 0"
        } else {
            "SELECT CASE shown WHEN '' THEN confirmed ELSE shown END, state FROM record
             WHERE kind = ?1 AND area >= ?2 AND area < ?3 AND at >= ?4 AND at < ?5 AND flags & 1 = 0"
        };
        let mut statement = self.cx.db().prepare_cached(sql)?;
        let mut rows = statement.query(params![
            kind.as_str(),
            area.as_str(),
            area.range_end(),
            start,
            end
        ])?;
        while let Some(row) = rows.next()? {
            let json = row.get_ref(0)?.as_str().map_err(rusqlite::Error::from)?;
            if json.is_empty() {
                // Sealed, or nothing that counts.
                continue;
            }
            let record: Record = records::parse(json)?;
            tell(&record, receipt(records::state_at(row, 1)?));
        }
        Ok(())
    }

    fn visited(&self, area: &AreaCode, periods: &[Period]) -> Result<Vec<Visited>, Error> {
        let number = |number: u64| usize::try_from(number).unwrap_or(usize::MAX);
        let of = |days: &Period| {
            let mut visited = Visited {
                visits: number(coverage::visits(self.cx.db(), area, *days)?),
                ..Visited::default()
            };
            for village in coverage::by_village(self.cx.db(), area, *days)? {
                visited.homes += number(village.households);
                visited.met += number(village.met);
            }
            Ok(visited)
        };
        periods.iter().map(of).collect()
    }

    fn names(&self) -> &Names {
        &self.names
    }

    fn town(&self) -> &Fields {
        &self.town
    }
}
