//! The code on a door: the household's address in this app, without a name. Drawn for printing, found again in what a camera sees.

use domain::RecordId;
use qrcode::bits::Bits;
use qrcode::{EcLevel, QrCode, Version};

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

/// The smallest code that holds the text as plain bytes, which is what [`platform::media::read_code`](crate::platform::media::read_code) reads.
fn code_of(text: &str) -> Option<QrCode> {
    (1..=10).find_map(|version| {
        let mut bits = Bits::new(Version::Normal(version));
        bits.push_byte_data(text.as_bytes()).ok()?;
        bits.push_terminator(EcLevel::M).ok()?;
        QrCode::with_bits(bits, EcLevel::M).ok()
    })
}

/// Draws a code; `None` for a text that is too long for one.
pub(crate) fn draw(text: &str) -> Option<Drawing> {
    let code = code_of(text)?;
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

    /// The drawing of the fixture, which the reader's own test reads: what is printed can be scanned.
    #[test]
    fn a_code_is_drawn_as_the_reader_reads_it() {
        let fixture = include_str!("../tests/fixtures/door/code.txt");
        let (text, drawn) = fixture.split_once('\n').unwrap();
        let (size, path) = drawn.trim_end().split_once(' ').unwrap();
        let expected = Drawing {
            size: size.parse().unwrap(),
            path: path.to_owned(),
        };
        assert_eq!(
            text,
            address("https://tiejiaoban.town.example.gov.cn", id())
        );
        assert_eq!(draw(text), Some(expected));
        assert_eq!(draw(&"x".repeat(500)), None);
    }
}
