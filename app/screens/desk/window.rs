//! Which rows of a long table are drawn: a stretch around those in sight, moved in steps, so that 200,000 rows cost as much as 150.

/// How far the drawn stretch moves at once.
const STEP: u32 = 50;
/// How many rows are drawn: the step in sight, one before, one after.
pub(crate) const DRAWN: u32 = STEP * 3;
/// A row's height in rem; must agree with the stylesheet.
pub(crate) const ROW_REM: f64 = 40.0 / 18.0;

/// The stretch that is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Window {
    /// The first row drawn.
    pub(crate) first: u32,
}

impl Window {
    /// The stretch for a table scrolled by so many CSS pixels.
    pub(crate) fn at(scrolled: f64, rem: f64) -> Self {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "bounded below, and a table has no 4 billion rows"
        )]
        let in_sight = (scrolled.max(0.0) / (rem * ROW_REM)) as u32;
        Self {
            first: (in_sight / STEP).saturating_sub(1) * STEP,
        }
    }
}

/// A number of rows as a length in rem.
pub(crate) fn length(rows: u64) -> String {
    #[expect(clippy::cast_precision_loss, reason = "a table has no 2^52 rows")]
    let rem = rows as f64 * ROW_REM;
    format!("{rem:.4}rem")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rows_in_sight_are_always_drawn() {
        for row in [0u32, 49, 50, 99, 100, 5_000, 199_990] {
            let window = Window::at(f64::from(row) * 40.0, 18.0);
            assert!(
                window.first <= row && row + 40 < window.first + DRAWN,
                "{row}: {window:?}"
            );
        }
        assert_eq!(Window::at(-3.0, 18.0).first, 0);
    }

    #[test]
    fn small_scrolls_do_not_move_the_stretch() {
        assert_eq!(Window::at(2_000.0, 18.0), Window::at(2_400.0, 18.0));
    }
}
