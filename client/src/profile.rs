//! Who uses this device, and its credential: what the server said at enrolment. Kept sealed in the keyring.

use domain::{AreaCode, DeviceId, MemberId, Role, Scope};
use protocol::EnrollReply;
use serde::{Deserialize, Serialize};

/// The member and the credential of this device.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Profile {
    /// The server's address, without a slash at its end.
    pub(crate) server: String,
    pub(crate) token: String,
    pub(crate) device: DeviceId,
    pub(crate) member: MemberId,
    pub(crate) name: String,
    pub(crate) role: Role,
    pub(crate) areas: Vec<AreaCode>,
    pub(crate) town: AreaCode,
    pub(crate) town_name: String,
    /// The scopes of the first pull and the records of them all.
    pub(crate) scopes: Vec<Scope>,
    pub(crate) records: u64,
    pub(crate) epoch: String,
}

impl Profile {
    /// The profile that an enrolment gives.
    pub(crate) fn of(server: &str, reply: EnrollReply) -> Self {
        Self {
            server: server.trim_end_matches('/').to_owned(),
            token: reply.token,
            device: reply.device,
            member: reply.member,
            name: reply.name,
            role: reply.role,
            areas: reply.areas,
            town: reply.town,
            town_name: reply.town_name,
            records: reply.scopes.iter().map(|size| size.records).sum(),
            scopes: reply.scopes.into_iter().map(|size| size.scope).collect(),
            epoch: reply.epoch,
        }
    }
}
