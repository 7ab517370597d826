//! Remembers what the folder was made from, so that a second run has nothing to do.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};

use crate::arguments::Profile;
use crate::write::with_ending;

const FOLDERS: [&str; 3] = ["css", "icons", "web"];

/// A hash over the module, the assets, the profile and this tool itself.
pub(crate) fn of(project: &Path, wasm: &[u8], profile: Profile) -> Result<String> {
    let mut hash = blake3::Hasher::new();
    let tool = std::env::current_exe().context("cannot tell which program this is")?;
    hash.update(&std::fs::read(tool).context("cannot read this program")?);
    hash.update(profile.name().as_bytes());
    hash.update(wasm);
    for folder in FOLDERS {
        for path in files(&project.join("assets").join(folder))? {
            hash.update(path.to_string_lossy().as_bytes());
            hash.update(&std::fs::read(&path).context("cannot read an asset")?);
        }
    }
    Ok(hash.finalize().to_hex().to_string())
}

/// Whether the folder was made from just this state.
pub(crate) fn matches(out: &Path, state: &str) -> bool {
    out.join("sw.js").exists()
        && std::fs::read_to_string(place(out)).is_ok_and(|known| known == state)
}

/// Leaves the state beside the folder, not in it: the folder is served.
pub(crate) fn leave(out: &Path, state: &str) -> Result<()> {
    std::fs::write(place(out), state).context("cannot write the stamp")
}

fn place(out: &Path) -> PathBuf {
    with_ending(out, "stamp")
}

fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    if !folder.exists() {
        return Ok(Vec::new());
    }
    let mut paths = std::fs::read_dir(folder)
        .with_context(|| format!("cannot list {}", folder.display()))?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<std::io::Result<Vec<_>>>()?;
    paths.retain(|path| path.is_file());
    paths.sort();
    Ok(paths)
}
