//! What the folder holds: code, styles, page and icons under names that carry their content's hash.
//! Nothing is written here.

use std::path::Path;

use anyhow::{Context as _, Result};

use crate::arguments::Profile;
use crate::bind::{self, Bound};
use crate::lean::lean;
use crate::page::{self, Template};

/// One file of the web client: its path below the site's root and its content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct File {
    pub(crate) path: String,
    pub(crate) content: Vec<u8>,
}

impl File {
    pub(crate) fn new(path: impl Into<String>, content: impl Into<Vec<u8>>) -> Self {
        Self {
            path: path.into(),
            content: content.into(),
        }
    }

    /// Puts ten hex digits of the content's hash before the ending: `boot.js`, `boot-….js`.
    pub(crate) fn hashed(path: &str, content: impl Into<Vec<u8>>) -> Self {
        let content = content.into();
        let mark = short_hash(&content);
        let path = match path.rsplit_once('.') {
            Some((stem, ending)) => format!("{stem}-{mark}.{ending}"),
            None => format!("{path}-{mark}"),
        };
        Self { path, content }
    }

    /// Where the browser finds it.
    pub(crate) fn url(&self) -> String {
        format!("/{}", self.path)
    }
}

/// The first ten hex digits of the content's BLAKE3.
pub(crate) fn short_hash(content: &[u8]) -> String {
    blake3::hash(content).to_hex().chars().take(10).collect()
}

/// Binds the module and gathers every file of the site, the service worker last.
pub(crate) fn assemble(project: &Path, wasm: &[u8], profile: Profile) -> Result<Vec<File>> {
    let assets = project.join("assets");
    let bound = bind::bind(wasm, profile)?;
    let (glue, module) = (bound.glue.url(), bound.module.url());
    let delivered = |text: String| match profile {
        Profile::Web => lean(&text),
        Profile::WebDev => text,
    };
    let style = File::hashed("style.css", delivered(styles(&assets.join("css"))?));
    let names = [("GLUE", glue.as_str()), ("WASM", module.as_str())];
    let script = |name: &str, names: &[(&str, &str)]| -> Result<File> {
        let source = delivered(read_text(&assets.join("web").join(name))?);
        Ok(File::hashed(name, page::with_constants(names, &source)))
    };
    let boot = script("boot.js", &names)?;
    let worker = script("worker.js", &names)?;
    let outdated = script("outdated.js", &[])?;
    let index = Template::new(read_text(&assets.join("web/index.html"))?)
        .fill("STYLE", &style.url())
        .fill("MODULES", &module_preloads(&bound))
        .fill("WASM", &module)
        .fill("BOOT", &boot.url())
        .fill("WORKER", &worker.url())
        .fill("OUTDATED", &outdated.url())
        .finish()?;
    let mut files = vec![bound.module, bound.glue];
    files.extend(bound.snippets);
    files.extend([
        style,
        boot,
        worker,
        outdated,
        File::new("index.html", index),
    ]);
    files.push(File::new(
        "manifest.webmanifest",
        read_text(&assets.join("web/manifest.webmanifest"))?,
    ));
    files.extend(icons(&assets.join("icons"))?);
    let guard = delivered(read_text(&assets.join("web/sw.js"))?);
    let guard = File::new("sw.js", page::service_worker(&files, &guard)?);
    files.push(guard);
    Ok(files)
}

/// Every module of the page, so that the browser asks for all at once and not for one after another.
fn module_preloads(bound: &Bound) -> String {
    let lines = std::iter::once(&bound.glue)
        .chain(&bound.snippets)
        .map(|file| format!("<link rel=\"modulepreload\" href=\"{}\">", file.url()));
    lines.collect::<Vec<_>>().join("\n")
}

/// All style sheets as one, in alphabetical order of their file names.
fn styles(folder: &Path) -> Result<String> {
    let mut sheets = String::new();
    for path in listing(folder, &["css"])? {
        sheets.push_str(&read_text(&path)?);
        sheets.push('\n');
    }
    Ok(sheets)
}

fn icons(folder: &Path) -> Result<Vec<File>> {
    listing(folder, &["png", "svg"])?
        .iter()
        .map(|path| {
            let name = path
                .file_name()
                .context("an icon without a name")?
                .to_string_lossy();
            let content =
                std::fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
            Ok(File::new(format!("icons/{name}"), content))
        })
        .collect()
}

/// Files of a folder with one of these endings, sorted; a folder that is not there holds none.
fn listing(folder: &Path, endings: &[&str]) -> Result<Vec<std::path::PathBuf>> {
    if !folder.exists() {
        return Ok(Vec::new());
    }
    let entries =
        std::fs::read_dir(folder).with_context(|| format!("cannot list {}", folder.display()))?;
    let mut paths = entries
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<std::io::Result<Vec<_>>>()?;
    paths.retain(|path| {
        path.extension()
            .is_some_and(|ending| endings.iter().any(|wanted| ending == *wanted))
    });
    paths.sort();
    Ok(paths)
}

fn read_text(path: &Path) -> Result<String> {
    std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_content_keeps_its_name_and_other_content_gets_another() {
        let first = File::hashed("pkg/app.js", "one");
        assert_eq!(first.path, File::hashed("pkg/app.js", "one").path);
        assert_ne!(first.path, File::hashed("pkg/app.js", "two").path);
        assert!(first.path.starts_with("pkg/app-") && first.path.ends_with(".js"));
        assert_eq!(first.path.len(), "pkg/app-.js".len() + 10);
    }
}
