//! Reads the Fluent files of `assets/text` and makes the tables of `app/text.rs` from them: the keys in order, and for each language its
//! messages in the same order, one a line, with `{name}` where a value comes in. So the phone carries every key once and no reader.

use std::collections::BTreeMap;
use std::path::Path;
use std::{env, fs, io};

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};
use fluent_syntax::parser;
use fluent_syntax::unicode::unescape_unicode_to_string;

const FOLDER: &str = "assets/text";
const LANGUAGES: [&str; 2] = ["zh-CN", "en"];

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed={FOLDER}");
    println!("cargo::rerun-if-changed=app/build.rs");
    let out = env::var_os("OUT_DIR").ok_or_else(|| io::Error::other("no OUT_DIR"))?;
    let out = Path::new(&out);
    let mut keys: Option<String> = None;
    for language in LANGUAGES {
        let source = fs::read_to_string(Path::new(FOLDER).join(language).with_extension("ftl"))?;
        let messages = messages(&source).map_err(|why| wrong(language, &why))?;
        let own = joined(messages.keys());
        if keys.as_ref().is_some_and(|others| *others != own) {
            let known: Vec<&str> = keys.iter().flat_map(|others| others.lines()).collect();
            return Err(wrong(language, &difference(&known, &messages)));
        }
        fs::write(
            out.join(language).with_extension("txt"),
            joined(messages.values()),
        )?;
        keys = Some(own);
    }
    fs::write(out.join("keys.txt"), keys.unwrap_or_default())
}

fn wrong(language: &str, why: &str) -> io::Error {
    io::Error::other(format!("{FOLDER}/{language}.ftl: {why}"))
}

fn joined<'a>(lines: impl Iterator<Item = &'a String>) -> String {
    lines.map(String::as_str).collect::<Vec<_>>().join("\n")
}

fn difference(known: &[&str], messages: &BTreeMap<String, String>) -> String {
    let missing = known.iter().filter(|key| !messages.contains_key(**key));
    let more = messages.keys().filter(|key| !known.contains(&key.as_str()));
    format!(
        "the languages differ: missing {:?}, only here {:?}",
        missing.collect::<Vec<_>>(),
        more.collect::<Vec<_>>()
    )
}

/// Every message by its key. What the tables cannot say is an error, so that it is never shown half.
fn messages(source: &str) -> Result<BTreeMap<String, String>, String> {
    let resource = parser::parse(source).map_err(|(_, errors)| format!("{errors:?}"))?;
    let mut messages = BTreeMap::new();
    for entry in resource.body {
        let message = match entry {
            Entry::Message(message) => message,
            Entry::Term(term) => return Err(format!("-{}: no terms here", term.id.name)),
            Entry::Comment(_) | Entry::GroupComment(_) | Entry::ResourceComment(_) => continue,
            Entry::Junk { content } => return Err(content.to_owned()),
        };
        let key = message.id.name;
        let Some(value) = message.value.filter(|_| message.attributes.is_empty()) else {
            return Err(format!("{key}: a message is one text, without attributes"));
        };
        let line = line(&value).map_err(|why| format!("{key}: {why}"))?;
        if messages.insert(key.to_owned(), line).is_some() {
            return Err(format!("{key}: written twice"));
        }
    }
    Ok(messages)
}

fn line(pattern: &Pattern<&str>) -> Result<String, String> {
    let mut line = String::new();
    for element in &pattern.elements {
        let text = match element {
            PatternElement::TextElement { value } => (*value).to_owned(),
            PatternElement::Placeable {
                expression: Expression::Inline(InlineExpression::StringLiteral { value }),
            } => unescape_unicode_to_string(value).into_owned(),
            PatternElement::Placeable {
                expression: Expression::Inline(InlineExpression::VariableReference { id }),
            } => {
                line += &format!("{{{}}}", id.name);
                continue;
            }
            PatternElement::Placeable { expression } => {
                return Err(format!(
                    "only texts and values are read here, not {expression:?}"
                ));
            }
        };
        if text.contains(['{', '}', '\n']) {
            return Err("a message is one line without { and }".to_owned());
        }
        line += &text;
    }
    Ok(line)
}
