//! What the township's administrator does to people's rights and devices: by a command, on the server's own data, beside a running
//! server. Rows are ended, never deleted, so that what was captured while a right held is judged by it.

mod care_team;
mod devices;
mod hand_over;
mod rights;

pub use care_team::set_team;
pub use devices::{devices_of, devices_starting, revoke};
pub use hand_over::{Open, open_things};
pub use rights::{Replaced, end_grant, grant, open_grants, replace};

use domain::{Kind, Member, MemberId, Scope};

use crate::error::Error;
use crate::storage::View;

/// Every member of the town with what its record says, by name.
///
/// # Errors
/// When the storage cannot be read.
pub fn members(view: &dyn View) -> Result<Vec<(MemberId, Member)>, Error> {
    let scope = Scope::new(Kind::Member.class(), view.town()?.code);
    let mut members: Vec<(MemberId, Member)> = Vec::new();
    view.each_record(&Kind::Member, &scope, &mut |record| {
        if let Some(member) = Member::from_fields(&record.fields)
            && record.voided.is_none()
        {
            members.push((record.id.into(), member));
        }
        Ok(())
    })?;
    members.sort_by(|(a_id, a), (b_id, b)| (&a.name, a_id).cmp(&(&b.name, b_id)));
    Ok(members)
}
