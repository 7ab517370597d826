//! The list of disputes as a file, exactly as filtered.

use domain::Leave;
use ledger::Ledger;
use ledger::disputes::{Around, DisputeLine, filed};
use serde::{Deserialize, Serialize};

use super::Run;
use super::disputes::{DisputeFilter, Rows};
use super::export_visits::{ExportedFile, FileFormat, Span};
use super::outgoing::Outgoing;
use crate::command::command;
use crate::context::Context;
use crate::error::Error;
use crate::store::disputes;

/// Writes the disputes of a filter as the ledger 矛盾纠纷排查化解台账.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExportDisputes {
    /// Which disputes.
    pub filter: DisputeFilter,
    /// Which format.
    pub format: FileFormat,
    /// What for and with whose leave.
    pub leave: Option<Leave>,
}
command!(ExportDisputes -> ExportedFile);

impl Run for ExportDisputes {
    fn run(self, cx: &mut Context<'_>) -> Result<ExportedFile, Error> {
        let days = (self.filter.from, self.filter.to);
        let outgoing = Outgoing {
            ledger: Ledger::named("disputes").ok_or(Error::NotFound)?,
            area: self.filter.area.clone(),
            days,
            leave: self.leave,
        };
        outgoing.check()?;
        let lines = lines(cx, &self.filter)?;
        let first = lines.first().and_then(|line| line.found_on);
        let span = Span::of(days, first, cx.today());
        outgoing.file(cx, self.format, span, &filed(lines))
    }
}

/// In the order of their days; those declared void do not count.
fn lines(cx: &Context<'_>, filter: &DisputeFilter) -> Result<Vec<DisputeLine>, Error> {
    let (viewed, total) = disputes::list(cx.db(), filter, cx.today(), (0, u32::MAX))?;
    if total > u64::try_from(ledger::LINES_MAX).unwrap_or(u64::MAX) {
        return Err(Error::TooLarge);
    }
    let rows = Rows::new(cx)?;
    let mut lines = Vec::with_capacity(viewed.len());
    for viewed in viewed
        .iter()
        .filter(|viewed| viewed.record.voided.is_none())
    {
        let Some((row, dispute, life)) = rows.row(viewed)? else {
            continue;
        };
        let around = Around {
            record: &viewed.record,
            place: &format!("{}{}", row.village_name, row.grid_name),
            owner: &row.owner_name,
            limits: &rows.limits,
        };
        lines.push((
            dispute.happened_at,
            DisputeLine::new(&dispute, &life, &around),
        ));
    }
    lines.sort_by_key(|(at, _)| *at);
    Ok(lines.into_iter().map(|(_, line)| line).collect())
}
