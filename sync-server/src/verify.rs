//! Looking through a whole ledger: is everything there, does everything agree with what it was made of? Slow and thorough; nothing is
//! written. What is found is named with its place, so that somebody can look.

mod bytes;
mod chain;
mod changes;
mod digests;
mod given;
mod moves;
mod set_aside;

use domain::{Logged, Record, fold};
use serde::Serialize;

use crate::blobs::files::Files;
use crate::error::Error;
use crate::storage::View;

/// Something that is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Check {
    /// The database file itself.
    Pages,
    /// The audit log.
    Audit,
    /// The order of changes, their receipts, and the records made of them.
    Changes,
    /// What was set aside.
    SetAside,
    /// Rights to care files.
    FileGrants,
    /// Where records lay before they lay elsewhere.
    Moves,
    /// The digests that phones compare with.
    Digests,
    /// Photos, voice notes and signatures.
    Bytes,
}

impl Check {
    /// All of them, in the order in which they are made.
    pub const ALL: [Self; 8] = [
        Self::Pages,
        Self::Audit,
        Self::Changes,
        Self::SetAside,
        Self::FileGrants,
        Self::Moves,
        Self::Digests,
        Self::Bytes,
    ];

    /// In words.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Pages => "数据库文件",
            Self::Audit => "操作记录",
            Self::Changes => "变动、回执和记录",
            Self::SetAside => "未收下的内容",
            Self::FileGrants => "单份档案和案件的权限",
            Self::Moves => "记录的移动",
            Self::Digests => "与手机核对用的数",
            Self::Bytes => "照片、录音和签字",
        }
    }
}

/// What can be wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Fault {
    /// The database says that its file is damaged.
    DamagedPage,
    /// A row, or a whole table, cannot be read.
    Unreadable,
    /// An entry of the audit log is missing.
    AuditGap,
    /// An entry does not hold the hash of the one before.
    AuditLink,
    /// An entry says something else than what was hashed.
    AuditContent,
    /// An entry's algorithm is not known here.
    AuditAlgorithm,
    /// The log ends elsewhere than it should.
    AuditEnd,
    /// A place in the town's order is empty.
    OrderGap,
    /// A change stands behind the town's head.
    BeyondHead,
    /// Two changes have one id.
    DoubleId,
    /// A change's columns say something else than its body.
    ChangeColumns,
    /// A change says something else than what its receipt was given for.
    ChangeContent,
    /// A change has no receipt.
    NoReceipt,
    /// The receipt names another place, or says that the change was set aside.
    ReceiptPlace,
    /// A receipt for a change that is not there.
    NoChange,
    /// A change does not fit the changes before it.
    DoesNotFold,
    /// A record is missing.
    NoRecord,
    /// A record without any change.
    NoHistory,
    /// A record is not what its changes make of it.
    OtherRecord,
    /// A record's columns say something else than the record.
    RecordColumns,
    /// Something was set aside, and is not there.
    NotKept,
    /// Something was set aside, and is empty or another thing.
    OtherContent,
    /// A right that the file gives is missing.
    GrantMissing,
    /// A right that no file gives.
    GrantUnfounded,
    /// A change put a record elsewhere, and no move says so.
    MoveMissing,
    /// A move that no change made.
    MoveUnfounded,
    /// The digest of a place is not that of its records.
    OtherDigest,
    /// Bytes that are here whole, as the ledger says, are not on the disk.
    NoBytes,
    /// They are on the disk, and are not what their name says.
    OtherBytes,
}

impl Fault {
    /// In words; the place follows.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::DamagedPage => "数据库文件有损坏",
            Self::Unreadable => "读不出来",
            Self::AuditGap => "操作记录缺了一条",
            Self::AuditLink => "操作记录与前一条接不上",
            Self::AuditContent => "操作记录的内容被改过",
            Self::AuditAlgorithm => "操作记录用了本程序不认识的算法",
            Self::AuditEnd => "操作记录的末尾不对,最后几条可能被删",
            Self::OrderGap => "变动缺号",
            Self::BeyondHead => "变动的号超过了总数",
            Self::DoubleId => "两条变动用了同一个编号",
            Self::ChangeColumns => "变动的索引列与内容不一致",
            Self::ChangeContent => "变动的内容与收到时不同",
            Self::NoReceipt => "变动没有回执",
            Self::ReceiptPlace => "回执与变动对不上",
            Self::NoChange => "回执说已收下,但没有这条变动",
            Self::DoesNotFold => "变动与它前面的变动接不上",
            Self::NoRecord => "有变动,但记录不见了",
            Self::NoHistory => "记录没有任何变动",
            Self::OtherRecord => "记录与它的变动合不上",
            Self::RecordColumns => "记录的索引列与内容不一致",
            Self::NotKept => "未收下的内容没有留存",
            Self::OtherContent => "未收下的内容是空的或被改过",
            Self::GrantMissing => "档案给的权限缺了",
            Self::GrantUnfounded => "有权限,但档案没有给",
            Self::MoveMissing => "记录移动过,但没有登记",
            Self::MoveUnfounded => "登记了移动,但没有变动造成它",
            Self::OtherDigest => "核对数与记录对不上",
            Self::NoBytes => "照片或录音的文件不见了",
            Self::OtherBytes => "照片或录音的文件被改过",
        }
    }
}

/// Something that is wrong, and where.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// What.
    pub fault: Fault,
    /// Where: the number of a change or entry, the id of a record or receipt, and what in it.
    pub place: String,
}

/// One check, made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Outcome {
    /// Which.
    pub check: Check,
    /// How many things were looked at.
    pub looked_at: u64,
    /// What is wrong.
    pub findings: Vec<Finding>,
}

/// How far a check has come, and of how many where that is known.
pub type Progress<'a> = &'a mut dyn FnMut(Check, u64, Option<u64>);

/// Makes every check; that of the bytes where their files are given.
///
/// # Errors
/// [`Error::NoTown`]. What cannot be read is a finding, not an error.
pub fn verify(
    view: &dyn View,
    files: Option<&Files>,
    progress: Progress<'_>,
) -> Result<Vec<Outcome>, Error> {
    view.town()?;
    let checks = Check::ALL.into_iter();
    Ok(checks
        .map(|check| outcome(view, files, check, progress))
        .collect())
}

/// Looks through the audit log alone.
#[must_use]
pub fn verify_audit(view: &dyn View) -> Outcome {
    outcome(view, None, Check::Audit, &mut |_, _, _| {})
}

fn outcome(
    view: &dyn View,
    files: Option<&Files>,
    check: Check,
    progress: Progress<'_>,
) -> Outcome {
    let mut look = Look {
        check,
        looked_at: 0,
        of: None,
        findings: Vec::new(),
        progress,
    };
    let looked = match check {
        Check::Pages => pages(view, &mut look),
        Check::Audit => chain::check(view, &mut look),
        Check::Changes => changes::check(view, &mut look),
        Check::SetAside => set_aside::check(view, &mut look),
        Check::FileGrants => given::check(view, &mut look),
        Check::Moves => moves::check(view, &mut look),
        Check::Digests => digests::check(view, &mut look),
        Check::Bytes => bytes::check(view, files, &mut look),
    };
    if let Err(error) = looked {
        look.unreadable(check.label(), &error);
    }
    Outcome {
        check,
        looked_at: look.looked_at,
        findings: look.findings,
    }
}

fn pages(view: &dyn View, look: &mut Look<'_>) -> Result<(), Error> {
    look.step();
    for fault in view.whole().page_faults()? {
        look.found(Fault::DamagedPage, fault);
    }
    Ok(())
}

/// Folds the changes of all records once more, record by record, and tells of each change what its record was before and is after it. What
/// cannot be read or folded is left out: the check of the changes names it.
fn each_folded(
    view: &dyn View,
    mut tell: impl FnMut(Option<&Record>, &Record, &Logged),
) -> Result<(), Error> {
    let mut current: Option<Record> = None;
    view.whole().each_change(&mut |_, change| {
        let Ok(change) = change else { return Ok(()) };
        let Ok(logged) = serde_json::from_str::<Logged>(&change.body) else {
            return Ok(());
        };
        let before = current.take().filter(|record| record.id == change.record);
        if let Ok((record, _)) = fold::confirm(before.clone(), &logged) {
            tell(before.as_ref(), &record, &logged);
            current = Some(record);
        }
        Ok(())
    })
}

/// A check under way.
struct Look<'a> {
    check: Check,
    looked_at: u64,
    of: Option<u64>,
    findings: Vec<Finding>,
    progress: Progress<'a>,
}

impl Look<'_> {
    /// One more thing is looked at.
    fn step(&mut self) {
        self.looked_at += 1;
        (self.progress)(self.check, self.looked_at, self.of);
    }

    fn found(&mut self, fault: Fault, place: impl Into<String>) {
        self.findings.push(Finding {
            fault,
            place: place.into(),
        });
    }

    fn unreadable(&mut self, place: &str, error: &Error) {
        self.found(Fault::Unreadable, format!("{place} ({error})"));
    }
}
