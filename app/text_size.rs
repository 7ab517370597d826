//! 大字: the class on the page by which everything grows. All sizes are in rem, so one class is enough.

use client::commands::TextSize;

/// The class for a size.
pub(crate) fn class(size: TextSize) -> &'static str {
    match size {
        TextSize::Normal => "text-normal",
        TextSize::Large => "text-large",
        TextSize::Largest => "text-largest",
    }
}

/// How many CSS pixels one rem is; must agree with the stylesheet.
pub(crate) fn rem(size: TextSize) -> f64 {
    match size {
        TextSize::Normal => 18.0,
        TextSize::Large => 27.0,
        TextSize::Largest => 36.0,
    }
}
