//! A figure's value, and how it stands to another period's.

use crate::cell::Cell;
use crate::statistics::{share, tenths_of_percent};

/// A figure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Value {
    /// So many.
    Count(u64),
    /// A part of a whole.
    Share(usize, usize),
    /// Days; of many the middle one.
    Days(Vec<u32>),
}

impl Value {
    /// A number of things.
    pub(super) fn count(count: usize) -> Self {
        Self::Count(u64::try_from(count).unwrap_or(u64::MAX))
    }

    /// As it stands in its column.
    pub(super) fn cell(&self) -> Cell<'static> {
        match self {
            Self::Count(count) => {
                u32::try_from(*count).map_or_else(|_| Cell::own(count.to_string()), Cell::Number)
            }
            Self::Share(part, whole) => Cell::own(share(*part, *whole)),
            Self::Days(_) => Cell::own(
                self.tenths()
                    .map_or_else(none, |tenths| format!("{}.{}", tenths / 10, tenths % 10)),
            ),
        }
    }

    /// In tenths: of the number, of a percent, of a day; none where there is nothing to measure.
    fn tenths(&self) -> Option<u64> {
        match self {
            Self::Count(count) => Some(count.saturating_mul(10)),
            Self::Share(_, 0) => None,
            Self::Share(part, whole) => Some(tenths_of_percent(*part as u64, *whole as u64)),
            Self::Days(days) => median_tenths(days),
        }
    }
}

fn none() -> String {
    "—".to_owned()
}

/// The middle one, or halfway between the two in the middle.
fn median_tenths(days: &[u32]) -> Option<u64> {
    let mut sorted = days.to_vec();
    sorted.sort_unstable();
    let upper = *sorted.get(sorted.len() / 2)?;
    let lower = *sorted.get((sorted.len() - 1) / 2)?;
    Some((u64::from(lower) + u64::from(upper)) * 5)
}

/// How much more or less: of a number in percent, of a share in points, of days in days.
pub(super) fn change(own: &Value, other: &Value) -> String {
    let (Some(now), Some(then)) = (own.tenths(), other.tenths()) else {
        return none();
    };
    let is_count = matches!(own, Value::Count(_));
    if is_count && then == 0 {
        return none();
    }
    let more = now >= then;
    let mut tenths = now.abs_diff(then);
    if is_count {
        tenths = tenths_of_percent(tenths, then);
    }
    if tenths == 0 {
        return "持平".to_owned();
    }
    let unit = match own {
        Value::Count(_) => "%",
        Value::Share(..) => " 个百分点",
        Value::Days(_) => " 天",
    };
    let sign = if more { "+" } else { "−" };
    format!("{sign}{}.{}{unit}", tenths / 10, tenths % 10)
}
