//! 导出用途 and 批准人: why something that names people leaves, and who allowed it (个人信息保护法 arts. 6, 25 and 51).

use serde::{Deserialize, Serialize};

use crate::codes::codes;
use crate::ids::MemberId;
use crate::member::Role;

codes! {
    /// 导出用途.
    pub enum ExportPurpose = "export-purpose" {
        /// 报送上级.
        Report = "report" => "报送上级",
        /// 归档留存.
        Archive = "archive" => "归档留存",
        /// 会议研判.
        Meeting = "meeting" => "会议研判",
        /// 核对数据.
        Check = "check" => "核对数据",
        /// 办理事项.
        Handle = "handle" => "办理事项",
        /// 其他.
        Other = "other" => "其他",
    }
}

/// With what purpose and whose leave something leaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Leave {
    /// 用途.
    pub purpose: ExportPurpose,
    /// 批准人.
    pub approver: MemberId,
}

/// Whose leave counts: those who answer for the office, the county or a village, in the order in which they are offered.
const MAY_APPROVE: [Role; 3] = [Role::Supervisor, Role::County, Role::VillageCadre];

/// Of these members those who may allow what `own` takes out: two pairs of eyes, and oneself only where nobody else could. `who` tells who one is
/// and what that member does.
#[must_use]
pub fn approvers<T>(
    mut members: Vec<T>,
    own: Option<MemberId>,
    who: impl Fn(&T) -> (MemberId, Role),
) -> Vec<T> {
    let place = |one: &T| MAY_APPROVE.iter().position(|role| *role == who(one).1);
    members.retain(|one| place(one).is_some());
    if members.iter().any(|one| Some(who(one).0) != own) {
        members.retain(|one| Some(who(one).0) != own);
    }
    members.sort_by_key(place);
    members
}

#[cfg(test)]
mod tests {
    use super::*;

    fn offered(members: &[(u128, Role)], own: u128) -> Vec<u128> {
        let id = |n| MemberId(uuid::Uuid::from_u128(n));
        let members = members.iter().map(|(n, role)| (id(*n), *role)).collect();
        let offered = approvers(members, Some(id(own)), |one| *one);
        offered.iter().map(|(id, _)| id.0.as_u128()).collect()
    }

    #[test]
    fn somebody_else_allows_it_and_oneself_only_when_alone() {
        let office = [
            (1, Role::VillageCadre),
            (2, Role::Supervisor),
            (3, Role::Worker),
            (4, Role::Supervisor),
        ];
        assert_eq!(offered(&office, 2), [4, 1]);
        assert_eq!(offered(&office, 9), [2, 4, 1]);
        assert_eq!(offered(&[(2, Role::Supervisor), (3, Role::Worker)], 2), [2]);
        assert_eq!(offered(&[(3, Role::Worker)], 3), [0_u128; 0]);
    }
}
