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
    let sounds: Vec<String> = (FIRST..=LAST).map(sounds_of).collect();
    let sets = by_frequency(&sounds);
    let numbers: BTreeMap<&str, u16> = sets.iter().copied().zip(0..).collect();
    let numbers: Vec<[u8; 2]> = sounds
        .iter()
        .filter_map(|one| numbers.get(one.as_str()))
        .map(|number| number.to_le_bytes())
        .collect();
    let out = env::var_os("OUT_DIR").ok_or_else(|| io::Error::other("no OUT_DIR"))?;
    let out = Path::new(&out);
    fs::write(out.join("sounds.txt"), sets.join("\n"))?;
    // All low bytes, then all high ones: they pack far better than in turns.
    let low = numbers.iter().map(|[low, _]| *low);
    let high = numbers.iter().map(|[_, high]| *high);
    fs::write(out.join("sounds.bin"), low.chain(high).collect::<Vec<u8>>())
}

/// "shan chan dan", in order and each once; empty when the character has no sound on record.
fn sounds_of(character: char) -> String {
    let mut sounds: Vec<&str> = character
        .to_pinyin_multi()
        .map(|multi| multi.into_iter().map(Pinyin::plain).collect())
        .unwrap_or_default();
    sounds.sort_unstable();
    sounds.dedup();
    sounds.join(" ")
}

/// The different sets of sounds, the most frequent first.
fn by_frequency(sounds: &[String]) -> Vec<&str> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for one in sounds {
        *counts.entry(one).or_default() += 1;
    }
    let mut sets: Vec<(&str, usize)> = counts.into_iter().collect();
    sets.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    sets.into_iter().map(|(kind, _)| kind).collect()
}
