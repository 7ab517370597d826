//! Who may do what: enrolments, rights that are given and end, devices that are shut out.

use anyhow::Result;
use chrono::{DateTime, Duration, Utc};
use domain::{AreaCode, DeviceId, MemberId, Role, Scope};
use protocol::version::CURRENT;
use protocol::{EnrollReply, EnrollRequest};
use sync_server::audit::Actor;
use sync_server::rights::Rights;
use sync_server::storage::GrantRow;
use sync_server::{Error, enroll};

use super::Town;
use crate::sim::at_once;

impl Town {
    /// What a device may hold now.
    pub(in crate::sim) fn rights_of(
        &self,
        device: DeviceId,
        now: DateTime<Utc>,
    ) -> Result<Vec<Scope>> {
        self.look(move |view| match view.device(device)? {
            Some(device) if device.revoked_at.is_none() => {
                Ok(Rights::of(view, device.member)?.scopes(now))
            }
            _ => Ok(Vec::new()),
        })
    }

    /// Makes a code and turns it into a credential; none when the member has no right to one.
    pub(in crate::sim) fn enroll(
        &self,
        member: MemberId,
        previous: Option<DeviceId>,
        recovery: String,
        now: DateTime<Utc>,
    ) -> Result<Option<EnrollReply>> {
        let until = now + Duration::minutes(10);
        let made = at_once(
            self.behind
                .transact(move |tx| enroll::make_code(tx, Actor::Operator, member, now, until)),
        )?;
        let code = match made {
            Ok(code) => code.text,
            Err(Error::NotFound(_)) => return Ok(None),
            Err(error) => return Err(error.into()),
        };
        let request = EnrollRequest {
            v: CURRENT,
            app: "sim".to_owned(),
            code,
            device_name: "sim".to_owned(),
            previous,
            recovery,
        };
        let reply = self.write(move |tx| enroll::enroll(tx, &request, now))?;
        Ok(Some(reply))
    }

    /// Gives a right from now on.
    pub(in crate::sim) fn grant(
        &self,
        member: MemberId,
        role: Role,
        area: AreaCode,
        now: DateTime<Utc>,
    ) -> Result<()> {
        self.write(move |tx| {
            tx.put_grant(&GrantRow {
                member,
                role,
                area,
                from_at: now,
                to_at: None,
            })
        })
    }

    /// The areas that a member has a right to now.
    pub(in crate::sim) fn areas_of(
        &self,
        member: MemberId,
        now: DateTime<Utc>,
    ) -> Result<Vec<AreaCode>> {
        let found = self.look(move |view| Ok(Rights::of(view, member)?.role_and_areas(now)))?;
        Ok(found.map_or_else(Vec::new, |(_, areas)| areas))
    }

    /// Ends a right now.
    pub(in crate::sim) fn end_grant(
        &self,
        member: MemberId,
        area: AreaCode,
        now: DateTime<Utc>,
    ) -> Result<()> {
        self.write(move |tx| tx.end_grants(member, None, &area, now))?;
        Ok(())
    }

    /// Ends the rights of a device, or gives them back.
    pub(in crate::sim) fn revoke(&self, device: DeviceId, at: Option<DateTime<Utc>>) -> Result<()> {
        self.write(move |tx| {
            let Some(mut row) = tx.device(device)? else {
                return Ok(());
            };
            row.revoked_at = at;
            tx.put_device(&row)
        })
    }
}
