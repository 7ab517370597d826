//! Where a record lies among the scopes: its class, its area, and the file it belongs to. Decided from what the record says, anew with
//! every change; the server writes it beside record and change, a device works it out when rights end.

use crate::area::AreaCode;
use crate::care;
use crate::change::Fields;
use crate::ids::RecordId;
use crate::kind::Kind;
use crate::record::Record;
use crate::scope::DataClass;

/// The field of a dispute that says it is for few eyes: 涉家暴、未成年人或精神障碍.
pub const IS_SENSITIVE: &str = "is_sensitive";

/// Where a record lies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placing {
    /// How sensitive it is.
    pub class: DataClass,
    /// Its area.
    pub area: AreaCode,
    /// The file it belongs to: a case is its own, a check-in belongs to its care file.
    pub file: Option<RecordId>,
}

impl Placing {
    /// Where this record lies.
    #[must_use]
    pub fn of(record: &Record) -> Self {
        Self {
            class: class_of(&record.kind, &record.fields),
            area: record.area.clone(),
            file: file_of(&record.kind, record.id, &record.fields),
        }
    }
}

/// The class of a record of this kind with these fields.
#[must_use]
pub fn class_of(kind: &Kind, fields: &Fields) -> DataClass {
    let is_sensitive = || {
        fields
            .get(IS_SENSITIVE)
            .and_then(serde_json::Value::as_bool)
    };
    if *kind == Kind::Dispute && is_sensitive() == Some(true) {
        return DataClass::SensitiveCase;
    }
    kind.class()
}

/// The file that a record of this kind belongs to.
#[must_use]
pub fn file_of(kind: &Kind, record: RecordId, fields: &Fields) -> Option<RecordId> {
    match kind {
        Kind::Dispute | Kind::Matter | Kind::Task => Some(record),
        _ => care::file_of(kind, record, fields),
    }
}
