//! What leaves the app as a file or on paper: with a purpose and somebody's leave where it names people, marked with who took it, and noted
//! for the server's audit log before it leaves.

use chrono::NaiveDate;
use domain::province::sheet::Sheet;
use domain::{AreaCode, ExportId, ExportPurpose, Issue, IssueCode, Leave};
use ledger::{Heading, Ledger, Table, mark};
use protocol::Exported;
use serde::{Deserialize, Serialize};

use super::Run;
use super::export_visits::{ExportedFile, FileFormat, Span, area_words, file, unless_too_large};
use super::ledgers::LedgerQuery;
use crate::command::command;
use crate::context::Context;
use crate::error::Error;
use crate::store::exports;
use crate::store::names::Names;
use crate::sync::Why;

/// Prepares a ledger's print: answers the mark for every page, none for a ledger that names nobody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PrintLedger {
    /// Which.
    pub query: LedgerQuery,
    /// How many lines are on it.
    pub rows: u64,
    /// What for and with whose leave.
    pub leave: Option<Leave>,
}
command!(PrintLedger -> Option<String>);

impl Run for PrintLedger {
    fn run(self, cx: &mut Context<'_>) -> Result<Option<String>, Error> {
        let ledger = Ledger::named(&self.query.key).ok_or(Error::NotFound)?;
        let outgoing = Outgoing {
            ledger,
            area: self.query.area,
            days: (Some(self.query.from), Some(self.query.to)),
            leave: self.leave,
        };
        outgoing.check()?;
        let mark = outgoing.mark(cx)?;
        outgoing.note(cx, "print", self.rows)?;
        Ok(mark)
    }
}

/// Something that is about to leave.
pub(super) struct Outgoing {
    pub(super) ledger: &'static Ledger,
    pub(super) area: Option<AreaCode>,
    /// As asked for.
    pub(super) days: (Option<NaiveDate>, Option<NaiveDate>),
    pub(super) leave: Option<Leave>,
}

impl Outgoing {
    /// Is said what has to be said?
    ///
    /// # Errors
    /// [`Error::Invalid`] at `purpose` or `approver`.
    pub(super) fn check(&self) -> Result<(), Error> {
        if !self.ledger.names_people {
            return Ok(());
        }
        check_leave(self.leave)
    }

    /// The table as a file, noted.
    pub(super) fn file(
        &self,
        cx: &mut Context<'_>,
        format: FileFormat,
        span: Span,
        table: &Table,
    ) -> Result<ExportedFile, Error> {
        let content = match format {
            FileFormat::Xlsx => {
                let mark = self.mark(cx)?;
                let heading = Heading {
                    title: self.ledger.name,
                    period: &span.words(),
                    area: &area_words(cx, self.area.as_ref())?,
                    mark: mark.as_deref(),
                };
                unless_too_large(table.xlsx(&heading))?
            }
            FileFormat::Csv => table.csv(),
            FileFormat::Json => table.json(),
        };
        let file = file(self.ledger.name, span, format, &content, table.rows.len());
        self.note(cx, format.ending(), file.rows)?;
        Ok(file)
    }

    /// A province's import sheet as a file, noted.
    pub(super) fn sheet(
        &self,
        cx: &mut Context<'_>,
        span: Span,
        sheet: &Sheet,
        table: &Table,
    ) -> Result<ExportedFile, Error> {
        let mark = self.mark(cx)?;
        let content = unless_too_large(table.plain_xlsx(sheet, mark.as_deref()))?;
        let format = FileFormat::Xlsx;
        let file = file(&sheet.name, span, format, &content, table.rows.len());
        self.note(cx, format.ending(), file.rows)?;
        Ok(file)
    }

    /// Who takes it, when, what for and with whose leave; none for what names nobody.
    fn mark(&self, cx: &Context<'_>) -> Result<Option<String>, Error> {
        let Some(leave) = self.leave.filter(|_| self.ledger.names_people) else {
            return Ok(None);
        };
        Ok(Some(mark_of(cx, leave)?))
    }

    /// Before it leaves: nothing leaves unnoted.
    fn note(&self, cx: &mut Context<'_>, format: &str, rows: u64) -> Result<(), Error> {
        let town = cx.profile.town.clone();
        let exported = Exported {
            id: ExportId(cx.new_id()?),
            ledger: self.ledger.key.to_owned(),
            format: format.to_owned(),
            area: self.area.clone().unwrap_or(town),
            from: self.days.0,
            to: self.days.1,
            rows,
            leave: self.leave.filter(|_| self.ledger.names_people),
            at: cx.phone_now(),
        };
        note(cx, &exported)
    }
}

/// Is the purpose said, and by whose leave?
///
/// # Errors
/// [`Error::Invalid`] at `purpose`.
pub(super) fn check_leave(leave: Option<Leave>) -> Result<(), Error> {
    match leave {
        Some(leave) if leave.purpose != ExportPurpose::Unknown => Ok(()),
        Some(_) | None => Err(Error::Invalid(vec![Issue::block(
            "purpose",
            IssueCode::Missing,
        )])),
    }
}

/// Who takes something, when, what for and with whose leave.
pub(super) fn mark_of(cx: &Context<'_>, leave: Leave) -> Result<String, Error> {
    let approver = Names::new(cx.db()).member(leave.approver)?;
    Ok(mark(
        &cx.profile.town_name,
        &cx.profile.name,
        cx.now(),
        leave.purpose,
        &approver,
    ))
}

/// Notes what leaves, for the server's audit log.
pub(super) fn note(cx: &mut Context<'_>, exported: &Exported) -> Result<(), Error> {
    exports::note(cx.db(), exported)?;
    cx.wake = Some(Why::Saved);
    Ok(())
}
