//! A step of a case is judged by the same table that the screens offer it from: by the role, by where the case stands and by what
//! its author had seen. A step that may not be taken is set aside with the table's own sentence.

use chrono::Duration;
use domain::change::Step;
use domain::course::{self, Refusal};
use domain::dispute::limits::local_day;
use domain::dispute::{self, Guard};
use domain::form::FORM;
use domain::province::{self, ProvinceRefusal};
use domain::remark::{self, RemarkRefusal};
use domain::{Act, Kind, Record, Role, forms};
use protocol::Status;
use protocol::sync::QuarantineCode;

use crate::append::{Incoming, set_aside};
use crate::rights::Rights;

/// Why this role does not write this form: tasks and notices are the office's, for example. None for records whose kind alone decides, and
/// for forms of a newer version.
pub(super) fn form_refusal(
    rights: &Rights,
    incoming: &Incoming,
    record: Option<&Record>,
) -> Option<Status> {
    let change = &incoming.change;
    let captured_at = change.captured_at + Duration::milliseconds(incoming.clock_offset_ms);
    let (form, roles) = match (&change.act, record) {
        (Act::Create(fields), _) => {
            let form = forms::named(fields.text(FORM)?)?;
            let now = incoming.received_at;
            let roles = rights.roles(&change.kind, &change.area, captured_at, now);
            (form, roles)
        }
        (Act::Edit(_), Some(record)) => {
            let roles = rights.roles_on(record, captured_at, incoming.received_at);
            (forms::of_record(record)?, roles)
        }
        _ => return None,
    };
    let is_theirs = roles.iter().any(|role| form.by.contains(role));
    (!is_theirs).then(|| {
        let sentence = "这类记录不由你的岗位填写,请联系镇综治中心";
        set_aside(QuarantineCode::NotAllowed, sentence)
    })
}

/// Why the step in this change cannot be taken; none for everything that is no step of a case this build knows.
pub(super) fn refusal(
    rights: &Rights,
    incoming: &Incoming,
    record: Option<&Record>,
) -> Option<Status> {
    let change = &incoming.change;
    let (Act::Step(step), Some(record)) = (&change.act, record) else {
        return None;
    };
    let captured_at = change.captured_at + Duration::milliseconds(incoming.clock_offset_ms);
    let roles = rights.roles_on(record, captured_at, incoming.received_at);
    let sentence = match record.kind {
        _ if remark::is_remark(step) => of_remark(record, step, &roles)?,
        _ if province::is_province(step) => of_province(record, step, &roles)?,
        Kind::Dispute => of_dispute(record, step, &roles, incoming)?,
        _ => of_course(record, step, &roles, incoming)?,
    };
    Some(set_aside(QuarantineCode::NotAllowed, sentence))
}

/// A word about a correction, whatever the record is.
fn of_remark(record: &Record, step: &Step, roles: &[Role]) -> Option<&'static str> {
    let mut refused = RemarkRefusal::WrongRole;
    for role in roles {
        match remark::judge(record, step, *role) {
            Ok(()) => return None,
            Err(RemarkRefusal::WrongRole) => {}
            Err(refusal) => refused = refusal,
        }
    }
    Some(refused.label())
}

/// That a case was keyed into the province's platform.
fn of_province(record: &Record, step: &Step, roles: &[Role]) -> Option<&'static str> {
    let mut refused = ProvinceRefusal::WrongRole;
    for role in roles {
        match province::judge(record, step, *role) {
            Ok(()) => return None,
            Err(ProvinceRefusal::WrongRole) => {}
            Err(refusal) => refused = refusal,
        }
    }
    Some(refused.label())
}

/// Of several roles the sentence that leads further: another guard than the role's.
fn of_dispute(
    record: &Record,
    step: &Step,
    roles: &[Role],
    incoming: &Incoming,
) -> Option<&'static str> {
    let mut refused = Guard::WrongRole;
    for role in roles {
        let actor = dispute::judge::Actor {
            member: incoming.change.author,
            role: *role,
            base: incoming.change.base,
        };
        match dispute::judge(record, step, &actor) {
            Ok(()) => return None,
            Err(Guard::WrongRole) => {}
            Err(guard) => refused = guard,
        }
    }
    Some(refused.label())
}

/// The same for matters and tasks.
fn of_course(
    record: &Record,
    step: &Step,
    roles: &[Role],
    incoming: &Incoming,
) -> Option<&'static str> {
    let course = forms::of_record(record)?.course?;
    let today = local_day(incoming.received_at);
    let mut refused = Refusal::WrongRole;
    for role in roles {
        let actor = course::Actor {
            member: incoming.change.author,
            role: *role,
            base: incoming.change.base,
        };
        match course::judge(course, record, step, &actor, today) {
            Ok(()) => return None,
            Err(Refusal::WrongRole) => {}
            Err(refusal) => refused = refusal,
        }
    }
    Some(refused.label())
}
