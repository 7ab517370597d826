//! Fills what stands in `assets/web`: names of files into the page, constants before the scripts,
//! the list of files with their digests before the service worker.

use anyhow::{Result, bail};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::json;
use sha2::{Digest as _, Sha256};

use crate::site::{File, short_hash};

/// Text with `{{NAME}}` marks.
pub(crate) struct Template {
    text: String,
    missing: Vec<String>,
}

impl Template {
    pub(crate) fn new(text: String) -> Self {
        Self {
            text,
            missing: Vec::new(),
        }
    }

    /// Puts the value in every place of the mark; a mark that is not there is an error at the end.
    pub(crate) fn fill(mut self, name: &str, value: &str) -> Self {
        let mark = format!("{{{{{name}}}}}");
        if self.text.contains(&mark) {
            self.text = self.text.replace(&mark, value);
        } else {
            self.missing.push(mark);
        }
        self
    }

    /// The text, when every value had its mark and every mark its value.
    pub(crate) fn finish(self) -> Result<String> {
        if !self.missing.is_empty() {
            bail!("the page has no place for {}", self.missing.join(", "));
        }
        if self.text.contains("{{") {
            bail!("the page has a mark that nothing fills");
        }
        Ok(self.text)
    }
}

/// A script with constants before it, so that the sources stay plain JavaScript.
pub(crate) fn with_constants(constants: &[(&str, &str)], script: &str) -> String {
    let lines = constants
        .iter()
        .map(|(name, value)| format!("const {name} = {};\n", json!(value)));
    lines.chain([script.to_owned()]).collect()
}

/// The service worker with its version and its list of files. The digest lets the browser refuse
/// a file of another version, or a damaged one, before it is kept.
pub(crate) fn service_worker(files: &[File], script: &str) -> Result<String> {
    let mut names = String::new();
    let mut list = Vec::new();
    for file in files {
        let digest = format!("sha256-{}", STANDARD.encode(Sha256::digest(&file.content)));
        names.push_str(&format!("{} {digest}\n", file.path));
        list.push(json!([file.url(), digest]));
    }
    // A change of the script alone is a new version too.
    names.push_str(script);
    let version = short_hash(names.as_bytes());
    let list = serde_json::to_string_pretty(&list)?;
    Ok(format!(
        "const VERSION = \"{version}\";\nconst FILES = {list};\n{script}"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_mark_is_filled() {
        let page = Template::new("<a href={{A}}>{{A}}</a> {{B}}".into());
        let filled = page.fill("A", "/a").fill("B", "b").finish().unwrap();
        assert_eq!(filled, "<a href=/a>/a</a> b");
    }

    #[test]
    fn a_value_without_its_mark_and_a_mark_without_its_value_are_errors() {
        assert!(
            Template::new("plain".into())
                .fill("A", "/a")
                .finish()
                .is_err()
        );
        assert!(
            Template::new("{{A}}{{B}}".into())
                .fill("A", "/a")
                .finish()
                .is_err()
        );
    }

    #[test]
    fn the_version_follows_content_and_script() {
        let version = |content: &str, script: &str| {
            let text = service_worker(&[File::new("a.js", content)], script).unwrap();
            text.lines().next().unwrap().to_owned()
        };
        assert_eq!(version("one", "x"), version("one", "x"));
        assert_ne!(version("one", "x"), version("two", "x"));
        assert_ne!(version("one", "x"), version("one", "y"));
    }

    #[test]
    fn the_digest_is_the_one_browsers_check() {
        let text = service_worker(&[File::new("a.js", "")], "").unwrap();
        assert!(text.contains("sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="));
    }
}
