//! Every word on the screens: one Fluent file a language, read once. `t("key")` inside a component follows the chosen language.

use std::cell::OnceCell;

use dioxus::prelude::*;
use fluent_bundle::types::FluentNumber;
use fluent_bundle::{FluentArgs, FluentBundle, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

pub(crate) mod code;
pub(crate) mod failure;
pub(crate) mod field;
pub(crate) mod when;

#[cfg(test)]
mod tests;

const ZH: &str = include_str!("../assets/text/zh-CN.ftl");
const EN: &str = include_str!("../assets/text/en.ftl");

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

/// A value put into a message.
pub(crate) type Value = FluentValue<'static>;

type Bundle = FluentBundle<FluentResource>;

thread_local! {
    static BUNDLES: [OnceCell<Bundle>; 2] = const { [OnceCell::new(), OnceCell::new()] };
}

/// The message in the language now shown.
pub(crate) fn t(key: &str) -> String {
    say(LANGUAGE(), key, &[])
}

/// Is there a message of this key?
pub(crate) fn has(key: &str) -> bool {
    with_bundle(LANGUAGE(), |bundle| bundle.has_message(key).then_some(())).is_some()
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
    with_bundle(language, |bundle| {
        let pattern = bundle
            .get_message(key)
            .and_then(|message| message.value())?;
        let mut arguments = FluentArgs::new();
        for (name, value) in values {
            arguments.set(*name, value.clone());
        }
        let mut errors = Vec::new();
        let text = bundle.format_pattern(pattern, Some(&arguments), &mut errors);
        Some(text.into_owned())
    })
    .unwrap_or_else(|| key.to_owned())
}

fn with_bundle<T>(language: Language, read: impl FnOnce(&Bundle) -> Option<T>) -> Option<T> {
    BUNDLES.with(|bundles| {
        let [chinese, english] = bundles;
        let bundle = match language {
            Language::Chinese => chinese.get_or_init(|| bundle(language, ZH)),
            Language::English => english.get_or_init(|| bundle(language, EN)),
        };
        read(bundle)
    })
}

fn bundle(language: Language, source: &str) -> Bundle {
    // Our own two tags are well formed; the default would only change how numbers are told apart.
    let language = language
        .tag()
        .parse::<LanguageIdentifier>()
        .unwrap_or_default();
    let mut bundle = FluentBundle::new(vec![language]);
    // The marks for right-to-left text would stand in file names and titles as well.
    bundle.set_use_isolating(false);
    bundle.set_formatter(Some(|value, _| match value {
        FluentValue::Number(FluentNumber { value, .. })
            if value.fract() == 0.0 && *value >= 0.0 =>
        {
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "whole and not negative"
            )]
            let whole = *value as u64;
            Some(number(whole))
        }
        _ => None,
    }));
    // A test reads both files without an error; at run time what can be read is used.
    let resource = match FluentResource::try_new(source.to_owned()) {
        Ok(resource) | Err((resource, _)) => resource,
    };
    bundle.add_resource_overriding(resource);
    bundle
}
