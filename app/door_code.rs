//! The code on a door: the household's address in this app, without a name. Drawn for printing, found again in what a camera sees.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use domain::RecordId;
use qrcode::{EcLevel, QrCode};
use quircs::Quirc;

use crate::routes::Route;

/// Empty squares around a code, without which it is not found.
const MARGIN: usize = 4;

/// What the code of a household says.
pub(crate) fn address(server: &str, id: RecordId) -> String {
    format!("{server}{}", Route::HouseholdScreen { id })
}

/// The household that an address leads to, whichever server the card was printed from: a town's address may change, its doors do not.
pub(crate) fn household_in(text: &str) -> Option<RecordId> {
    let (_, id) = text.rsplit_once("/household/")?;
    id.trim_end_matches('/').parse().ok()
}

/// A code as a drawing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Drawing {
    /// Squares across and down, its margin with them.
    pub(crate) size: usize,
    /// The dark squares as an SVG path.
    pub(crate) path: String,
}

/// Draws a code; `None` for a text that is too long for one.
pub(crate) fn draw(text: &str) -> Option<Drawing> {
    let code = QrCode::with_error_correction_level(text, EcLevel::M).ok()?;
    let width = code.width();
    let mut path = String::new();
    for (place, color) in code.to_colors().into_iter().enumerate() {
        if color == qrcode::Color::Dark {
            let (x, y) = (place % width + MARGIN, place / width + MARGIN);
            path.push_str(&format!("M{x} {y}h1v1h-1z"));
        }
    }
    let size = width + 2 * MARGIN;
    Some(Drawing { size, path })
}

/// The words of a code in a square of grey, one byte a pixel, in base64.
pub(crate) fn find(grey: &str) -> Option<String> {
    let grey = STANDARD.decode(grey).ok()?;
    let side = grey.len().isqrt();
    let square = grey.get(..side * side)?;
    let mut finder = Quirc::default();
    let found = finder
        .identify(side, side, square)
        .find_map(|code| Some(code.ok()?.decode().ok()?.payload));
    String::from_utf8(found?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: &str = "0199f3a2-7b1c-7d3e-8f00-0123456789ab";

    fn id() -> RecordId {
        ID.parse().unwrap()
    }

    #[test]
    fn the_household_comes_back_out_of_its_address_and_out_of_no_other_text() {
        assert_eq!(
            household_in(&address("https://a.example", id())),
            Some(id())
        );
        assert_eq!(
            household_in(&format!("http://old.example:8420/household/{ID}/")),
            Some(id())
        );
        for text in [
            "",
            ID,
            "https://a.example/household/new",
            "https://weixin.qq.com/r/abc",
            "https://a.example/visit/0199f3a2-7b1c-7d3e-8f00-0123456789ab",
        ] {
            assert_eq!(household_in(text), None, "{text}");
        }
    }

    /// A code as a camera sees it: so many pixels a square, a little tilted, grey on grey.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "places in a small picture, looked at before"
    )]
    fn seen(drawing: &Drawing, side: usize, tilt: f64) -> String {
        let dark: std::collections::BTreeSet<(usize, usize)> = drawing
            .path
            .split('M')
            .skip(1)
            .map(|square| {
                let (x, rest) = square.split_once(' ').unwrap();
                let (y, _) = rest.split_once('h').unwrap();
                (x.parse().unwrap(), y.parse().unwrap())
            })
            .collect();
        let scale = drawing.size as f64 / (side as f64 * 0.8);
        let middle = side as f64 / 2.0;
        let mut grey = Vec::with_capacity(side * side);
        for y in 0..side {
            for x in 0..side {
                let (x, y) = (x as f64 - middle, y as f64 - middle);
                let turned = (
                    x * tilt.cos() - y * tilt.sin(),
                    x * tilt.sin() + y * tilt.cos(),
                );
                let square = |along: f64| (along * scale + drawing.size as f64 / 2.0).floor();
                let (column, row) = (square(turned.0), square(turned.1));
                let is_dark =
                    column >= 0.0 && row >= 0.0 && dark.contains(&(column as usize, row as usize));
                grey.push(if is_dark { 70 } else { 190 });
            }
        }
        STANDARD.encode(grey)
    }

    #[test]
    fn a_code_that_was_drawn_is_found_again() {
        let text = address("https://tiejiaoban.town.example.gov.cn", id());
        let drawing = draw(&text).unwrap();
        assert_eq!(find(&seen(&drawing, 480, 0.0)), Some(text.clone()));
        assert_eq!(find(&seen(&drawing, 300, 0.3)), Some(text));
        assert_eq!(find(&STANDARD.encode([200; 100 * 100])), None);
        assert_eq!(find("no base64"), None);
    }
}
