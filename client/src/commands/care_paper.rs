//! 一人一档 on paper: the whole file with its check-ins, for whoever is on its team for the department whose line it is; with a purpose and
//! somebody's leave, marked, and noted for the server's audit log before it is printed.

use domain::care::team;
use domain::{ExportId, Leave, RecordId};
use protocol::Exported;
use protocol::care::OpenedFile;
use serde::{Deserialize, Serialize};

use super::Run;
use super::care::{file, note as note_look, opened};
use super::office_care::{self, OfficeFile};
use super::outgoing::{check_leave, mark_of, note};
use crate::command::command;
use crate::context::Context;
use crate::error::Error;
use crate::store::care;
use crate::store::openings::Look;

/// What the audit log calls it.
pub const PAPER: &str = "person-file";

/// Prepares a care file's print.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PrintCareFile {
    /// Which.
    pub id: RecordId,
    /// What for and with whose leave.
    pub leave: Leave,
}
command!(PrintCareFile -> CarePaper);

/// A care file as it goes on paper.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CarePaper {
    /// All of it.
    pub file: OfficeFile,
    /// The town.
    pub unit: String,
    /// The words across every page.
    pub mark: String,
}

impl Run for PrintCareFile {
    fn run(self, cx: &mut Context<'_>) -> Result<CarePaper, Error> {
        let own = opened(cx)?;
        let (viewed, person) = file(cx, &own, self.id)?;
        if !team::may_print(&person, cx.profile.member) {
            return Err(Error::Refused {
                message: "一人一档由这一类人员的主管站所打印".to_owned(),
            });
        }
        check_leave(Some(self.leave))?;
        let check_ins = care::check_ins(cx.db(), &own, self.id)?.into_iter();
        let valid = check_ins
            .map(|check| check.record)
            .filter(|record| record.voided.is_none());
        let area = viewed.record.area.clone();
        let whole = OpenedFile {
            file: viewed.record,
            check_ins: valid.collect(),
        };
        let paper = CarePaper {
            file: office_care::file(cx, &whole)?.ok_or(Error::NotFound)?,
            unit: cx.profile.town_name.clone(),
            mark: mark_of(cx, self.leave)?,
        };
        note_look(cx, self.id, Look::Full)?;
        let exported = Exported {
            id: ExportId(cx.new_id()?),
            ledger: PAPER.to_owned(),
            format: "print".to_owned(),
            area,
            from: None,
            to: None,
            rows: 1,
            leave: Some(self.leave),
            at: cx.phone_now(),
        };
        note(cx, &exported)?;
        Ok(paper)
    }
}
