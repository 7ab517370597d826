//! Makes the table of `src/sounds.rs`: how each common Han character sounds, without tones, small enough to travel to a phone.
//! The sounds come from the `pinyin` crate, whose own tables (all tones, all rare characters) are several times the size.

use std::collections::BTreeMap;
use std::path::Path;
use std::{env, fs, io};

use pinyin::{Pinyin, ToPinyinMulti as _};

/// The block of common Han characters of Unicode.
const FIRST: char = '\u{4e00}';
const LAST: char = '\u{9fff}';

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=build.rs");
    let sounds: Vec<Vec<&str>> = (FIRST..=LAST).map(sounds_of).collect();
    let syllables = by_frequency(&sounds);
    let numbers: BTreeMap<&str, u16> = syllables.iter().copied().zip(0..).collect();
    let number = |sound: &&str| numbers.get(*sound).copied().unwrap_or_default();
    // The first sound of every character with how many it has, then all further sounds.
    let first = sounds.iter().map(|own| {
        let [low, high] = own.first().map_or(0, number).to_le_bytes();
        u8::try_from(own.len()).map(|count| [low, high | (count << 1)])
    });
    let first: Vec<[u8; 2]> = first.collect::<Result<_, _>>().map_err(io::Error::other)?;
    let further: Vec<[u8; 2]> = sounds
        .iter()
        .flat_map(|own| own.iter().skip(1))
        .map(|sound| number(sound).to_le_bytes())
        .collect();
    let out = env::var_os("OUT_DIR").ok_or_else(|| io::Error::other("no OUT_DIR"))?;
    let out = Path::new(&out);
    fs::write(out.join("sounds.txt"), syllables.join("\n"))?;
    fs::write(
        out.join("sounds.bin"),
        [low_first(&first), low_first(&further)].concat(),
    )
}

/// All low bytes, then all high ones: they pack far better than in turns.
fn low_first(numbers: &[[u8; 2]]) -> Vec<u8> {
    let low = numbers.iter().map(|[low, _]| *low);
    let high = numbers.iter().map(|[_, high]| *high);
    low.chain(high).collect()
}

/// "chan", "dan", "shan": in order and each once; none when the character has no sound on record.
fn sounds_of(character: char) -> Vec<&'static str> {
    let mut sounds: Vec<&str> = character
        .to_pinyin_multi()
        .map(|multi| multi.into_iter().map(Pinyin::plain).collect())
        .unwrap_or_default();
    sounds.sort_unstable();
    sounds.dedup();
    sounds
}

/// The different sounds, the most frequent first.
fn by_frequency(sounds: &[Vec<&'static str>]) -> Vec<&'static str> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for sound in sounds.iter().flatten() {
        *counts.entry(sound).or_default() += 1;
    }
    let mut sounds: Vec<(&str, usize)> = counts.into_iter().collect();
    sounds.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    sounds.into_iter().map(|(sound, _)| sound).collect()
}
