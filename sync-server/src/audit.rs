//! The audit log: who did what to rights, devices and data, noted in the transaction that does it. Ids, counts and times only: no names, no
//! texts. A chain of hashes, so that nothing can be taken out of its middle or changed unnoticed; the algorithm stands in each row, so that
//! another one may take over without a new beginning.

mod words;

use chrono::{DateTime, Utc};
use domain::MemberId;
use serde_json::{Map, Value};

use crate::error::Error;
use crate::storage::{AuditRow, Tx};

pub(crate) use words::Words;

/// The setting that holds the chain's end, so that its last rows cannot go missing unnoticed either.
pub const END: &str = "audit_end";
/// The algorithm of new rows.
const SHA256: &str = "sha256";
/// How an entry names a member.
const MEMBER: &str = "member:";
/// What a chain begins with.
const BEGINNING: [u8; 32] = [0; 32];

/// What was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deed {
    /// The town was made.
    Init,
    /// An invented town was made.
    Demo,
    /// A member was added.
    Member,
    /// An enrolment code was made.
    Code,
    /// A device was enrolled.
    Enrol,
    /// A device was revoked.
    Revoke,
    /// A village or a grid was added or changed.
    Area,
    /// A right was given.
    Grant,
    /// A right was ended.
    EndGrant,
    /// Somebody took over from somebody.
    Replace,
    /// A register was imported.
    Import,
    /// An import was undone.
    UndoImport,
    /// A ledger was exported.
    Export,
    /// A backup was made.
    Backup,
    /// The data was restored from a backup; the entry names what is missing in between.
    Restore,
    /// A rescue file was taken in.
    Rescue,
    /// A care file was looked into on a device.
    OpenFile,
    /// Somebody else shares the care for a person.
    CareTeam,
}

/// Each deed, its stable code and its words.
const DEEDS: [(Deed, &str, &str); 18] = [
    (Deed::Init, "init", "新建乡镇"),
    (Deed::Demo, "demo", "生成试用乡镇"),
    (Deed::Member, "member", "添加人员"),
    (Deed::Code, "code", "发登记码"),
    (Deed::Enrol, "enrol", "登记设备"),
    (Deed::Revoke, "revoke", "收回设备"),
    (Deed::Area, "area", "村和网格"),
    (Deed::Grant, "grant", "给权限"),
    (Deed::EndGrant, "end_grant", "结束权限"),
    (Deed::Replace, "replace", "换人"),
    (Deed::Import, "import", "导入"),
    (Deed::UndoImport, "undo_import", "撤销导入"),
    (Deed::Export, "export", "导出"),
    (Deed::Backup, "backup", "备份"),
    (Deed::Restore, "restore", "恢复备份"),
    (Deed::Rescue, "rescue", "收救援文件"),
    (Deed::OpenFile, "open_file", "查看关爱档案"),
    (Deed::CareTeam, "care_team", "调整五包一"),
];

impl Deed {
    /// The code in a row.
    #[must_use]
    pub fn code(self) -> &'static str {
        let found = DEEDS.iter().find(|(deed, ..)| *deed == self);
        found.map_or("", |(_, code, _)| code)
    }

    /// Every deed: its code, and its words.
    pub(crate) fn all() -> impl Iterator<Item = (&'static str, &'static str)> {
        DEEDS.iter().map(|(_, code, label)| (*code, *label))
    }

    /// The words for the code in a row; the code itself for one of a newer version.
    #[must_use]
    pub fn label_of(code: &str) -> &str {
        let found = DEEDS.iter().find(|(_, known, _)| *known == code);
        found.map_or(code, |(_, _, label)| label)
    }
}

/// Who did it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Actor {
    /// Whoever may run commands on the server.
    Operator,
    /// A member, by a device of theirs.
    Member(MemberId),
}

impl Actor {
    fn word(self) -> String {
        match self {
            Self::Operator => operator(),
            Self::Member(member) => format!("{MEMBER}{member}"),
        }
    }

    /// The member; none for the operator.
    #[must_use]
    pub fn member(self) -> Option<MemberId> {
        match self {
            Self::Operator => None,
            Self::Member(member) => Some(member),
        }
    }

    /// The member whom an entry names; none for the operator.
    pub(crate) fn member_in(word: &str) -> Option<MemberId> {
        word.strip_prefix(MEMBER)?.parse().ok()
    }
}

/// The account of the operating system by its number: its name could be a person's.
fn operator() -> String {
    #[cfg(unix)]
    if let Ok(own) = std::fs::metadata("/proc/self") {
        use std::os::unix::fs::MetadataExt as _;
        return format!("operator:{}", own.uid());
    }
    "operator".to_owned()
}

/// Facts of an entry: names with ids, counts and times.
pub type About<'a> = &'a [(&'a str, Value)];

/// Appends an entry to the chain. Called inside the transaction of what it tells of.
///
/// # Errors
/// When the storage refuses.
pub fn note(
    tx: &dyn Tx,
    now: DateTime<Utc>,
    actor: Actor,
    (deed, about): (Deed, About<'_>),
) -> Result<(), Error> {
    let last = tx.audit_last()?;
    let about: Map<String, Value> = about
        .iter()
        .map(|(name, value)| ((*name).to_owned(), value.clone()))
        .collect();
    let mut row = AuditRow {
        seq: last.as_ref().map_or(1, |last| last.seq + 1),
        at: now,
        actor: actor.word(),
        act: deed.code().to_owned(),
        about: Value::Object(about).to_string(),
        algorithm: SHA256.to_owned(),
        previous: last.map_or_else(|| BEGINNING.to_vec(), |last| last.hash),
        hash: Vec::new(),
    };
    row.hash = hash_of(&row).ok_or_else(|| Error::Internal("no such hash".to_owned()))?;
    tx.put_audit(&row)?;
    tx.put_setting(END, &end_of(&row))
}

/// The end of a chain as [`END`] holds it.
pub(crate) fn end_of(row: &AuditRow) -> String {
    format!("{}:{}", row.seq, hex(&row.hash))
}

/// Bytes as people write them down.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// What the first row of a chain points back to.
pub(crate) fn beginning() -> Vec<u8> {
    BEGINNING.to_vec()
}

/// The hash that a row must have; none for an algorithm that this build does not know.
pub(crate) fn hash_of(row: &AuditRow) -> Option<Vec<u8>> {
    if row.algorithm != SHA256 {
        return None;
    }
    let mut hash = ring::digest::Context::new(&ring::digest::SHA256);
    let seq = row.seq.to_string();
    let at = row.at.timestamp_millis().to_string();
    let texts = [
        "tiejiaoban audit",
        &row.algorithm,
        &seq,
        &at,
        &row.actor,
        &row.act,
        &row.about,
    ];
    let texts = texts.iter().map(|text| text.as_bytes());
    for part in texts.chain([row.previous.as_slice()]) {
        // The length in front keeps neighbours apart.
        let length = u64::try_from(part.len()).unwrap_or(u64::MAX);
        hash.update(&length.to_le_bytes());
        hash.update(part);
    }
    Some(hash.finish().as_ref().to_vec())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_has_the_hash_of_all_that_it_says() {
        let row = AuditRow {
            seq: 3,
            at: DateTime::from_timestamp_millis(1_800_000_000_000).unwrap(),
            actor: "operator:0".to_owned(),
            act: "revoke".to_owned(),
            about: r#"{"device":"x"}"#.to_owned(),
            algorithm: "sha256".to_owned(),
            previous: vec![7; 32],
            hash: Vec::new(),
        };
        let hash = hash_of(&row).unwrap();
        // Made once by hand with another implementation (Python's hashlib).
        assert_eq!(hex(&hash), EXPECTED);
        let others = [
            AuditRow {
                seq: 4,
                ..row.clone()
            },
            AuditRow {
                at: row.at + chrono::Duration::milliseconds(1),
                ..row.clone()
            },
            AuditRow {
                actor: "operator:".to_owned(),
                act: "0revoke".to_owned(),
                ..row.clone()
            },
            AuditRow {
                about: "{}".to_owned(),
                ..row.clone()
            },
            AuditRow {
                previous: vec![8; 32],
                ..row.clone()
            },
        ];
        for other in others {
            assert_ne!(hash_of(&other).unwrap(), hash, "{other:?}");
        }
        let newer = AuditRow {
            algorithm: "sm3".to_owned(),
            ..row
        };
        assert_eq!(hash_of(&newer), None);
    }

    const EXPECTED: &str = "0dbdbc8c5617f562731c04a8267c420183324c67cc29390872a26300ae00cc59";
}
