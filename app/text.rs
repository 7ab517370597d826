//! Every word on the screens: one Fluent file a language, which `app/build.rs` turns into tables. `t("key")` inside a component follows
//! the chosen language.

use std::sync::LazyLock;

use dioxus::prelude::*;

pub(crate) mod code;
pub(crate) mod failure;
pub(crate) mod field;
pub(crate) mod value;
pub(crate) mod when;

#[cfg(test)]
mod tests;

type Lines = LazyLock<Vec<&'static str>>;

/// The keys in order, and for each language its messages in the same order.
static KEYS: Lines = LazyLock::new(|| lines(include_str!(concat!(env!("OUT_DIR"), "/keys.txt"))));
static CHINESE: Lines =
    LazyLock::new(|| lines(include_str!(concat!(env!("OUT_DIR"), "/zh-CN.txt"))));
static ENGLISH: Lines = LazyLock::new(|| lines(include_str!(concat!(env!("OUT_DIR"), "/en.txt"))));

fn lines(table: &'static str) -> Vec<&'static str> {
    table.split('\n').collect()
}

/// The languages of the screens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Language {
    /// 中文.
    #[default]
    Chinese,
    /// English.
    English,
}

impl Language {
    /// The tag on the page and in the preferences.
    pub(crate) fn tag(self) -> &'static str {
        match self {
            Self::Chinese => "zh-CN",
            Self::English => "en",
        }
    }

    /// The language for a preference; an empty one means the system's. Whoever speaks neither gets Chinese: so do the forms.
    pub(crate) fn chosen(preference: &str, system: &str) -> Self {
        let tag = if preference.is_empty() {
            system
        } else {
            preference
        };
        if tag.starts_with("en") {
            Self::English
        } else {
            Self::Chinese
        }
    }
}

/// The language now shown: the one setting that every word reads.
pub(crate) static LANGUAGE: GlobalSignal<Language> = Signal::global(Language::default);

/// A value put into a message, as it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Value(String);

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl From<u64> for Value {
    fn from(count: u64) -> Self {
        Self(number(count))
    }
}

impl From<u32> for Value {
    fn from(count: u32) -> Self {
        Self(number(count.into()))
    }
}

impl From<i64> for Value {
    fn from(count: i64) -> Self {
        Self(u64::try_from(count).map_or_else(|_| count.to_string(), number))
    }
}

impl From<usize> for Value {
    fn from(count: usize) -> Self {
        Self(number(count as u64))
    }
}

/// The message in the language now shown.
pub(crate) fn t(key: &str) -> String {
    say(LANGUAGE(), key, &[])
}

/// Is there a message of this key?
pub(crate) fn has(key: &str) -> bool {
    message(LANGUAGE(), key).is_some()
}

/// The message with values, in the language now shown.
pub(crate) fn t_args(key: &str, values: &[(&'static str, Value)]) -> String {
    say(LANGUAGE(), key, values)
}

/// A count or other number as people write it: 7,188.
pub(crate) fn number(value: u64) -> String {
    let digits = value.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// The message in a language; the key itself when there is none, so that a gap is seen and breaks nothing.
pub(crate) fn say(language: Language, key: &str, values: &[(&'static str, Value)]) -> String {
    match message(language, key) {
        Some(message) => filled(message, values),
        None => key.to_owned(),
    }
}

fn message(language: Language, key: &str) -> Option<&'static str> {
    let messages = match language {
        Language::Chinese => &CHINESE,
        Language::English => &ENGLISH,
    };
    let place = KEYS.binary_search(&key).ok()?;
    messages.get(place).copied()
}

/// Puts the values where their names stand in braces; a name without a value stays, so that it is seen.
fn filled(message: &str, values: &[(&'static str, Value)]) -> String {
    let mut text = String::with_capacity(message.len());
    let mut rest = message;
    while let Some((before, name, after)) = next_name(rest) {
        text += before;
        match values.iter().find(|(known, _)| *known == name) {
            Some((_, Value(value))) => text += value,
            None => text += name,
        }
        rest = after;
    }
    text + rest
}

/// The text before the next name, the name, and what comes after.
fn next_name(message: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = message.split_once('{')?;
    let (name, after) = rest.split_once('}')?;
    Some((before, name, after))
}
