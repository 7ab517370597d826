//! One column of a ledger: its heading, its width on paper and what a line puts into it.

use crate::cell::Cell;

/// How a column's content stands in its cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Setting {
    /// Short: centred, on one line.
    Centred,
    /// Free text: from the left, broken into lines.
    Running,
}

/// A column of lines of type `L`. `content` is also given the line's place, counted from 1.
pub(crate) struct Column<L> {
    pub(crate) heading: &'static str,
    /// In characters of the standard font.
    pub(crate) width: u8,
    pub(crate) setting: Setting,
    pub(crate) content: fn(u32, &L) -> Cell<'_>,
}

impl<L> Column<L> {
    pub(crate) const fn centred(
        heading: &'static str,
        width: u8,
        content: fn(u32, &L) -> Cell<'_>,
    ) -> Self {
        Self {
            heading,
            width,
            setting: Setting::Centred,
            content,
        }
    }

    pub(crate) const fn running(
        heading: &'static str,
        width: u8,
        content: fn(u32, &L) -> Cell<'_>,
    ) -> Self {
        Self {
            heading,
            width,
            setting: Setting::Running,
            content,
        }
    }
}
