//! 四清: of a care file, what is known and what is missing.

use chrono::NaiveDate;
use domain::care::Rules;
use domain::care::complete::{Clear, Gap, four_lines};
use domain::{CheckIn, PersonFile};
use serde::{Deserialize, Serialize};

/// One of the four lines 四清.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FourLine {
    /// Which.
    pub clear: Clear,
    /// What is missing.
    pub gaps: Vec<Gap>,
}

/// 四清 of a file with its check-ins, the latest first.
pub(super) fn four_of(
    file: &PersonFile,
    checks: &[CheckIn],
    rules: &Rules,
    today: NaiveDate,
) -> Vec<FourLine> {
    let last = checks.iter().find(|check| check.met_someone());
    let four = four_lines(file, last, rules, today);
    four.map(|line| FourLine {
        clear: line.clear,
        gaps: line.gaps,
    })
    .to_vec()
}
