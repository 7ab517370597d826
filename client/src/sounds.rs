//! How a Han character sounds, without tones: for finding names by pinyin. Characters outside the common block (U+4E00 to U+9FFF)
//! have no sound here; they are found by themselves.

use std::sync::LazyLock;

/// Sets of sounds, one a line, as `build.rs` made them.
static SETS: LazyLock<Vec<&str>> = LazyLock::new(|| {
    include_str!(concat!(env!("OUT_DIR"), "/sounds.txt"))
        .lines()
        .collect()
});
/// For each character the number of its line: all low bytes, then all high ones.
const NUMBERS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/sounds.bin"));
const FIRST: usize = 0x4e00;

/// All sounds of a character, each once and in order; none for what is no common Han character.
pub(crate) fn of(character: char) -> impl Iterator<Item = &'static str> {
    set(character).unwrap_or_default().split_whitespace()
}

fn set(character: char) -> Option<&'static str> {
    let (low, high) = NUMBERS.split_at_checked(NUMBERS.len() / 2)?;
    let place = usize::try_from(u32::from(character))
        .ok()?
        .checked_sub(FIRST)?;
    let number = u16::from_le_bytes([*low.get(place)?, *high.get(place)?]);
    SETS.get(usize::from(number)).copied()
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
