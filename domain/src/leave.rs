//! 导出用途 and 批准人: why something that names people leaves, and who allowed it (个人信息保护法 arts. 6, 25 and 51).

use serde::{Deserialize, Serialize};

use crate::codes::codes;
use crate::ids::MemberId;

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
