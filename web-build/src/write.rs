//! Writes the folder and the table of what a browser will load.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};

use crate::arguments::Profile;
use crate::compress;
use crate::site::File;

/// Sizes of one file in bytes: plain, gzip, brotli.
struct Row<'a> {
    path: &'a str,
    plain: usize,
    gzip: usize,
    brotli: usize,
}

/// Puts the site in place of what was in the folder, and returns the table of sizes. The new
/// folder is complete before the old one goes, so a server that is running never serves half.
pub(crate) fn folder(out: &Path, site: &[File], profile: Profile) -> Result<String> {
    check_ours(out)?;
    let fresh = with_ending(out, "new");
    let old = with_ending(out, "old");
    remove(&fresh)?;
    remove(&old)?;
    let mut rows = Vec::new();
    for file in site {
        let path = fresh.join(&file.path);
        write_file(&path, &file.content)?;
        let mut row = Row {
            path: &file.path,
            plain: file.content.len(),
            gzip: 0,
            brotli: 0,
        };
        if let Some(squeezed) = compress::squeeze(file, profile)? {
            (row.gzip, row.brotli) = (squeezed.gzip.len(), squeezed.brotli.len());
            write_file(&with_ending(&path, "gz"), &squeezed.gzip)?;
            write_file(&with_ending(&path, "br"), &squeezed.brotli)?;
        } else {
            (row.gzip, row.brotli) = (row.plain, row.plain);
        }
        rows.push(row);
    }
    if out.exists() {
        std::fs::rename(out, &old).with_context(|| format!("cannot move {}", out.display()))?;
    }
    std::fs::rename(&fresh, out).with_context(|| format!("cannot write {}", out.display()))?;
    remove(&old)?;
    Ok(table(&rows))
}

fn table(rows: &[Row<'_>]) -> String {
    let mut text = format!("{:>10} {:>10} {:>10}  file\n", "plain", "gzip", "brotli");
    let total = rows.iter().fold(
        Row {
            path: "total",
            plain: 0,
            gzip: 0,
            brotli: 0,
        },
        |sum, row| Row {
            path: sum.path,
            plain: sum.plain + row.plain,
            gzip: sum.gzip + row.gzip,
            brotli: sum.brotli + row.brotli,
        },
    );
    for row in rows.iter().chain([&total]) {
        let Row {
            path,
            plain,
            gzip,
            brotli,
        } = row;
        // Writing to a String cannot fail.
        writeln!(text, "{plain:>10} {gzip:>10} {brotli:>10}  {path}").unwrap_or_default();
    }
    text
}

fn write_file(path: &Path, content: &[u8]) -> Result<()> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)
            .with_context(|| format!("cannot make {}", folder.display()))?;
    }
    std::fs::write(path, content).with_context(|| format!("cannot write {}", path.display()))
}

fn remove(folder: &Path) -> Result<()> {
    if folder.exists() {
        std::fs::remove_dir_all(folder)
            .with_context(|| format!("cannot remove {}", folder.display()))?;
    }
    Ok(())
}

/// What is in the folder will be replaced, so it has to be a web client that was written here before.
fn check_ours(out: &Path) -> Result<()> {
    let is_empty = !out.exists() || std::fs::read_dir(out)?.next().is_none();
    if !is_empty && !out.join("sw.js").exists() {
        bail!("{} holds something else; name a new folder", out.display());
    }
    Ok(())
}

/// Adds an ending to the whole name: `app.js` → `app.js.br`, `target/site` → `target/site.new`.
pub(crate) fn with_ending(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".");
    name.push(ending);
    PathBuf::from(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_adds_up() {
        let rows = [
            Row {
                path: "a",
                plain: 10,
                gzip: 5,
                brotli: 4,
            },
            Row {
                path: "b",
                plain: 20,
                gzip: 6,
                brotli: 5,
            },
        ];
        let text = table(&rows);
        let last: Vec<_> = text.lines().last().unwrap().split_whitespace().collect();
        assert_eq!(last, ["30", "11", "9", "total"]);
    }

    #[test]
    fn a_folder_of_somebody_else_is_not_replaced() {
        let folder = std::env::temp_dir().join(format!("web-build-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        assert!(check_ours(&folder).is_ok());
        std::fs::write(folder.join("letter.txt"), "keep").unwrap();
        assert!(check_ours(&folder).is_err());
        std::fs::write(folder.join("sw.js"), "").unwrap();
        assert!(check_ours(&folder).is_ok());
        std::fs::remove_dir_all(&folder).unwrap();
    }

    #[test]
    fn an_ending_is_added_to_the_whole_name() {
        assert_eq!(
            with_ending(Path::new("x/app.js"), "br"),
            PathBuf::from("x/app.js.br")
        );
    }
}
