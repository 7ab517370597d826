//! 五包一: who shares the care for a person, as the office decides it. The file itself says it, so that phones, rights and the audit log have one
//! truth; a change of the server's own is written under the name of whoever decided.

use chrono::{DateTime, Utc};
use domain::care::{TeamMember, team};
use domain::{Act, Fields, Kind, MemberId, PersonFile, Record, RecordId, Scope};
use protocol::Status;
use serde_json::{Value, json};

use crate::audit::{self, Actor, Deed};
use crate::error::Error;
use crate::storage::{Tx, View};
use crate::town::Pen;

/// Gives a file another team; what became of it. The audit entry names the members before and after, and the facts that come with it.
///
/// # Errors
/// When the storage refuses.
pub fn set_team(
    tx: &dyn Tx,
    by: Actor,
    file: &Record,
    wanted: &[TeamMember],
    now: DateTime<Utc>,
    facts: &[(&str, Value)],
) -> Result<Status, Error> {
    let before = team::team_of(&file.fields);
    let mut pen = Pen::take(tx, now)?.in_the_name_of(by);
    let status = write(tx, &mut pen, file.clone(), wanted)?;
    pen.put_back(tx)?;
    if status.seq().is_some() {
        let own = [
            ("file", json!(file.id)),
            ("team_before", json!(accounts(&before))),
            ("team", json!(accounts(wanted))),
        ];
        audit::note(tx, now, by, (Deed::CareTeam, &[&own, facts].concat()))?;
    }
    Ok(status)
}

/// Somebody takes over: in each of these files the new member has the places that the old one had. The files that were changed.
///
/// # Errors
/// When the storage refuses.
pub(super) fn take_over_care(
    tx: &dyn Tx,
    by: Actor,
    (old, new): (MemberId, MemberId),
    now: DateTime<Utc>,
) -> Result<Vec<RecordId>, Error> {
    let mut changed = Vec::new();
    let mut pen = Pen::take(tx, now)?.in_the_name_of(by);
    for file in files_of(tx, old, now)? {
        let id = file.id;
        if let Some(wanted) = team::taken_over(&team::team_of(&file.fields), old, new)
            && write(tx, &mut pen, file, &wanted)?.seq().is_some()
        {
            changed.push(id);
        }
    }
    pen.put_back(tx)?;
    if !changed.is_empty() {
        let about = [
            ("old", json!(old)),
            ("new", json!(new)),
            ("files", json!(changed)),
        ];
        audit::note(tx, now, by, (Deed::CareTeam, &about))?;
    }
    Ok(changed)
}

/// The files on whose team the member is, and whose label has not ended.
fn files_of(view: &dyn View, member: MemberId, now: DateTime<Utc>) -> Result<Vec<Record>, Error> {
    let scope = Scope::new(Kind::PersonFile.class(), view.town()?.code);
    let mut files = Vec::new();
    view.each_record(&Kind::PersonFile, &scope, &mut |record| {
        let file = PersonFile::from_fields(&record.fields);
        let is_meant = |file: PersonFile| {
            let until = team::Span::of(&file).until;
            file.seat_of(member).is_some() && until.is_none_or(|until| now < until)
        };
        if record.voided.is_none() && file.is_some_and(is_meant) {
            files.push(record);
        }
        Ok(())
    })?;
    Ok(files)
}

fn write(tx: &dyn Tx, pen: &mut Pen, file: Record, wanted: &[TeamMember]) -> Result<Status, Error> {
    let fields = Fields([(team::TEAM.to_owned(), team::value_of(wanted))].into());
    let subject = (file.id, file.kind.clone(), file.area.clone());
    pen.write(tx, subject, Act::Edit(fields), Some(file))
}

/// The members of a team who have an account.
fn accounts(team: &[TeamMember]) -> Vec<MemberId> {
    team.iter().filter_map(|entry| entry.member).collect()
}
