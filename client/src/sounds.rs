//! How a Han character sounds, without tones: for finding names by pinyin. Characters outside the common block (U+4E00 to U+9FFF)
//! have no sound here; they are found by themselves.

use std::sync::LazyLock;

/// The different sounds, one a line, as `build.rs` made them.
const SYLLABLES: &str = include_str!(concat!(env!("OUT_DIR"), "/sounds.txt"));
/// Numbers of lines, low bytes before high ones: of each character's first sound, with twice the count of its sounds in the high byte;
/// then of all further sounds.
const NUMBERS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/sounds.bin"));
const FIRST: usize = 0x4e00;
const CHARACTERS: usize = 0x5200;

struct Table {
    /// Where each character's sounds end among all.
    ends: Vec<usize>,
    sounds: Vec<&'static str>,
}

static TABLE: LazyLock<Table> = LazyLock::new(read);

fn read() -> Table {
    let syllables: Vec<&str> = SYLLABLES.lines().collect();
    let (first, further) = NUMBERS.split_at(2 * CHARACTERS);
    let mut further = numbers(further).map(usize::from);
    let mut table = Table {
        ends: Vec::with_capacity(CHARACTERS),
        sounds: Vec::with_capacity(NUMBERS.len() / 2),
    };
    for number in numbers(first) {
        let count = usize::from(number >> 9);
        let own = std::iter::once(usize::from(number & 0x1ff));
        // Nothing is taken of the further ones for a character that has no sound or just one.
        let own = own
            .take(count)
            .chain(further.by_ref().take(count.saturating_sub(1)));
        table
            .sounds
            .extend(own.filter_map(|place| syllables.get(place)));
        table.ends.push(table.sounds.len());
    }
    table
}

fn numbers(bytes: &[u8]) -> impl Iterator<Item = u16> {
    let (low, high) = bytes.split_at(bytes.len() / 2);
    low.iter()
        .zip(high)
        .map(|(low, high)| u16::from_le_bytes([*low, *high]))
}

/// All sounds of a character, each once and in order; none for what is no common Han character.
pub(crate) fn of(character: char) -> impl Iterator<Item = &'static str> {
    own(character).unwrap_or_default().iter().copied()
}

fn own(character: char) -> Option<&'static [&'static str]> {
    let place = usize::try_from(u32::from(character))
        .ok()?
        .checked_sub(FIRST)?;
    let end = *TABLE.ends.get(place)?;
    let begin = match place.checked_sub(1) {
        Some(before) => *TABLE.ends.get(before)?,
        None => 0,
    };
    TABLE.sounds.get(begin..end)
}

#[cfg(test)]
mod tests {
    use pinyin::{Pinyin, ToPinyinMulti as _};

    use super::*;

    #[test]
    fn every_common_character_sounds_as_in_the_dictionary() {
        let mut heard = 0;
        for character in '\u{4e00}'..='\u{9fff}' {
            let mut expected: Vec<&str> = character
                .to_pinyin_multi()
                .map(|multi| multi.into_iter().map(Pinyin::plain).collect())
                .unwrap_or_default();
            expected.sort_unstable();
            expected.dedup();
            heard += usize::from(!expected.is_empty());
            assert_eq!(of(character).collect::<Vec<_>>(), expected, "{character}");
        }
        assert!(heard > 20_000, "{heard}");
    }

    #[test]
    fn other_characters_have_no_sound() {
        for character in ['a', '1', '·', '\u{4dff}', '\u{a000}', '\u{20000}'] {
            assert_eq!(of(character).count(), 0, "{character}");
        }
    }
}
