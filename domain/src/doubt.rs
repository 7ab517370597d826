//! Rows of a register that may be somebody who is registered already.

use serde::{Deserialize, Serialize};

/// Why a row may be somebody who is registered already.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DoubtKind {
    /// The identity number is registered in another household: it is the same person, who may have moved.
    SameNumber,
    /// Somebody of this name and birth date is registered in another household.
    SameNameAndBirth,
    /// Somebody in this household has nearly this name or nearly this birth date.
    NearlySame,
}

/// What the office says of a row in doubt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Choice {
    /// 同一个人: in this household the record is put right by the row; from another household the person moves here, and stays there as
    /// 迁出.
    Same,
    /// 另一个人: the row is somebody new. Not for the same identity number.
    New,
}
