//! What a member who leaves has open: listed for whoever takes over. Nothing is written: who did what stays as it was, and the office
//! gives each thing to somebody by the step that is there for it.

use domain::course::Progress;
use domain::dispute::Life;
use domain::dispute::codes::State;
use domain::{AreaCode, DataClass, Kind, MemberId, PersonFile, Record, RecordId, Scope, forms};

use crate::error::Error;
use crate::storage::View;

/// Something open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Open {
    /// Which record.
    pub record: RecordId,
    /// What it is.
    pub kind: Kind,
    /// Where it stands; a care file says nothing but that the member is on its team.
    pub state: &'static str,
    /// Where it belongs.
    pub area: AreaCode,
}

/// Tasks, cases and care files of a member that are not done.
///
/// # Errors
/// When the storage cannot be read.
pub fn open_things(view: &dyn View, member: MemberId) -> Result<Vec<Open>, Error> {
    let town = view.town()?.code;
    let mut open = Vec::new();
    for (kind, class) in [
        (Kind::Task, DataClass::Case),
        (Kind::Dispute, DataClass::Case),
        (Kind::Dispute, DataClass::SensitiveCase),
        (Kind::Matter, DataClass::Case),
        (Kind::PersonFile, DataClass::Care),
    ] {
        let scope = Scope::new(class, town.clone());
        view.each_record(&kind, &scope, &mut |record| {
            if record.voided.is_none()
                && let Some(state) = open_state(&record, member)
            {
                open.push(Open {
                    record: record.id,
                    kind: record.kind,
                    state,
                    area: record.area,
                });
            }
            Ok(())
        })?;
    }
    Ok(open)
}

fn open_state(record: &Record, member: MemberId) -> Option<&'static str> {
    match record.kind {
        Kind::PersonFile => {
            PersonFile::from_fields(&record.fields)?.seat_of(member)?;
            Some("组员")
        }
        Kind::Dispute => {
            let life = Life::of(record);
            let is_over = matches!(life.state, State::Closed | State::Declined);
            (life.owner == Some(member) && !is_over).then(|| life.state.label())
        }
        _ => {
            let course = forms::of_record(record)?.course?;
            let progress = Progress::of(course, record);
            let is_open = progress.owner == Some(member) && !course.is_end(progress.state);
            is_open.then(|| course.states.label(progress.state))
        }
    }
}
