//! A step of a dispute is judged by the same table that the screens offer it from: by the role, by where the dispute stands and by
//! what its author had seen. A step that may not be taken is set aside with the table's own sentence.

use chrono::Duration;
use domain::dispute::Guard;
use domain::dispute::judge::{Actor, judge};
use domain::{Act, Kind, Record};
use protocol::Status;
use protocol::sync::QuarantineCode;

use crate::append::{Incoming, set_aside};
use crate::rights::Rights;

/// Why the step in this change cannot be taken; none for everything that is no step of a dispute.
pub(super) fn refusal(
    rights: &Rights,
    incoming: &Incoming,
    record: Option<&Record>,
) -> Option<Status> {
    let change = &incoming.change;
    let (Act::Step(step), Some(record)) = (&change.act, record) else {
        return None;
    };
    if record.kind != Kind::Dispute {
        return None;
    }
    let captured_at = change.captured_at + Duration::milliseconds(incoming.clock_offset_ms);
    let roles = rights.roles(
        &record.kind,
        &record.area,
        captured_at,
        incoming.received_at,
    );
    let mut refused = Guard::WrongRole;
    for role in roles {
        let actor = Actor {
            member: change.author,
            role,
            base: change.base,
        };
        match judge(record, step, &actor) {
            Ok(()) => return None,
            // Of several roles the sentence that leads further: another guard than the role's.
            Err(Guard::WrongRole) => {}
            Err(guard) => refused = guard,
        }
    }
    Some(set_aside(QuarantineCode::NotAllowed, refused.label()))
}
