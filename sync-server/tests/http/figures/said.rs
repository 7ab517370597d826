//! A figure, how it is printed and how it is compared: worked out with fractions, as with a pocket calculator.

use Said::{Number, Part};

/// A figure as people say it.
#[derive(Debug, Clone)]
pub(super) enum Said {
    /// So many.
    Number(u64),
    /// A part of a whole.
    Part(usize, usize),
    /// Of these days the middle one.
    Days(Vec<u32>),
}
impl Said {
    /// Its value; none of nothing.
    fn value(&self) -> Option<f64> {
        match self {
            Number(number) => Some(*number as f64),
            Part(_, 0) => None,
            Part(part, whole) => Some(*part as f64 * 100.0 / *whole as f64),
            Self::Days(days) => {
                let mut days = days.clone();
                days.sort_unstable();
                let middle = |place: usize| days.get(place).map(|day| f64::from(*day));
                let half = days.len() / 2;
                match days.len() {
                    0 => None,
                    odd if odd % 2 == 1 => middle(half),
                    _ => Some((middle(half - 1)? + middle(half)?) / 2.0),
                }
            }
        }
    }

    pub(super) fn shown(&self) -> String {
        match (self, self.value()) {
            (Number(number), _) => number.to_string(),
            (_, None) => "—".to_owned(),
            (Part(..), Some(value)) => format!("{}%", tenths(value)),
            (Self::Days(_), Some(value)) => tenths(value),
        }
    }

    pub(super) fn change(&self, other: &Self) -> String {
        let (Some(now), Some(then)) = (self.value(), other.value()) else {
            return "—".to_owned();
        };
        let (more, unit) = match self {
            Number(_) if then == 0.0 => return "—".to_owned(),
            Number(_) => ((now - then) * 100.0 / then, "%"),
            // Of what is printed, so that the line can be checked by hand.
            Part(..) => (rounded(now) - rounded(then), " 个百分点"),
            Self::Days(_) => (now - then, " 天"),
        };
        if rounded(more.abs()) == 0.0 {
            return "持平".to_owned();
        }
        let sign = if more > 0.0 { "+" } else { "−" };
        format!("{sign}{}{unit}", tenths(more.abs()))
    }
}

/// To a tenth, halves upwards, with a grain of salt for what binary fractions cannot say.
fn rounded(value: f64) -> f64 {
    (value * 10.0 + 0.5 + 1e-9).floor() / 10.0
}

fn tenths(value: f64) -> String {
    format!("{:.1}", rounded(value))
}
